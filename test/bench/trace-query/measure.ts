import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { parseFilter } from '../../../shared/trace-filter/parse-filter.ts';
import { percentile, round } from '../gateway/percentile.ts';
import { printResult } from '../print-result.ts';
import { watchGarbage } from './garbage.ts';
import type { ReadRecorder } from './recorded-reads.ts';

export type Command = Parameters<DynamoDBDocumentClient['send']>[0];

export interface Bench {
  recorder: ReadRecorder;
  plain(groups: Command[][]): Promise<number>;
  runs: number;
  database: 'in memory' | 'emulator';
}

const garbage = watchGarbage();

/** Once to warm up, then in turn with the baseline. */
export async function measure(
  { recorder, plain, runs, database }: Bench,
  labels: Record<string, unknown>,
  work: () => Promise<Record<string, unknown>>,
): Promise<void> {
  let outcome = await work();
  let bytes = 0;
  let requests = 0;
  recorder.take();
  garbage.collect();
  const ours: Sample[] = [];
  const theirs: Sample[] = [];
  for (let run = 0; run < runs; run++) {
    const { result, ...own } = await sample(work);
    outcome = result;
    ours.push(own);
    const groups = recorder.take();
    requests = groups.flat().length;
    const { result: size, ...plainly } = await sample(() => plain(groups));
    bytes = size;
    theirs.push(plainly);
  }
  const [p50, p50Cpu] = [p50Of(ours, 'wall'), p50Of(ours, 'cpu')];
  const [baseline, baselineCpu] = [p50Of(theirs, 'wall'), p50Of(theirs, 'cpu')];
  const p95 =
    percentile(
      ours.map(({ wall }) => wall),
      95,
    ) ?? 0;
  const slowest = ours.reduce((most, run) => (run.wall > most.wall ? run : most));
  printResult({
    ...{
      bench: 'trace-query',
      ...labels,
      database,
      p50Ms: round(p50, 1),
      p95Ms: round(p95, 1),
      maxMs: round(slowest.wall, 1),
      gcOfMaxMs: round(await garbage.between(slowest.start, slowest.start + slowest.wall), 1),
      baselineP50Ms: round(baseline, 1),
    },
    ...{
      cpuP50Ms: round(p50Cpu, 1),
      baselineCpuP50Ms: round(baselineCpu, 1),
      addedCpuP50Ms: round(p50Cpu - baselineCpu, 1),
    },
    ...{ requests, kilobytes: round(bytes / 1024, 0), runs, ...outcome },
  });
}

/** Milliseconds. Processor time of this process does not depend on who else uses the machine. */
export interface Sample {
  /** By `performance.now()`. */
  start: number;
  wall: number;
  cpu: number;
}

export async function sample<T>(work: () => Promise<T>): Promise<Sample & { result: T }> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  return { result, start, wall: performance.now() - start, cpu: (user + system) / 1000 };
}

function p50Of(samples: readonly Sample[], measure: keyof Sample): number {
  return (
    percentile(
      samples.map((each) => each[measure]),
      50,
    ) ?? 0
  );
}

export function filterOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.filter;
}
