import { availableParallelism } from 'node:os';
import { type FaultScale, fullScale, testScale } from '../../faults/fault-plan.ts';
import { type ExpectedTotals, expectedTotals, sentVersions } from '../../faults/fault-spans.ts';
import { type FaultTotals, measureFaults, replayFaults } from '../../faults/measure-faults.ts';
import { type FaultRun, type Lives, runFaults } from '../../faults/run-faults.ts';
import { startEmulator } from '../../support/start-emulator.ts';
import { createTraceStage } from '../../support/trace-stage.ts';
import { printResult } from '../print-result.ts';

/**
 * `--seed <n>` runs another history, `--small` the one of the tests, `--outage-seconds 3` shortens a table's minute; `--replay` also
 * replays the archive into an empty store. Fails unless every total is exact.
 */
export async function run(args: readonly string[]): Promise<void> {
  const scale = scaleOf(args);
  const seed = numberOf(args, '--seed') ?? 20_260_310;
  process.env['AWS_ACCESS_KEY_ID'] ??= 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'test';
  const emulator = await startEmulator();
  try {
    const stage = await createTraceStage({ AWS_ENDPOINT_URL: emulator.url });
    const startedAt = performance.now();
    const faulty = await runFaults(stage, scale, seed);
    const measured = await measureFaults(stage, faulty.plan);
    const seconds = (performance.now() - startedAt) / 1000;
    const replayed = args.includes('--replay')
      ? await replayFaults(stage, await createTraceStage({ AWS_ENDPOINT_URL: emulator.url }))
      : null;
    const isExact = report({ seed, scale, seconds, faulty, measured, replayed });
    if (!isExact) process.exitCode = 1;
  } finally {
    await emulator.stop();
  }
}

function scaleOf(args: readonly string[]): FaultScale {
  const scale = args.includes('--small') ? testScale : fullScale;
  const outageSeconds = numberOf(args, '--outage-seconds');
  return outageSeconds === null ? scale : { ...scale, outageMilliseconds: outageSeconds * 1000 };
}

function numberOf(args: readonly string[], flag: string): number | null {
  const at = args.indexOf(flag);
  if (at === -1) return null;
  const number = Number(args[at + 1]);
  if (!Number.isFinite(number) || number <= 0) throw new Error(`${flag} takes a positive number, such as ${flag} 3.`);
  return number;
}

interface Outcome {
  seed: number;
  scale: FaultScale;
  seconds: number;
  faulty: FaultRun;
  measured: FaultTotals;
  /** What the archive comes to; null if it was not replayed. */
  replayed: ExpectedTotals | null;
}

function report({ seed, scale, seconds, faulty, measured, replayed }: Outcome): boolean {
  const expected = expectedTotals(faulty.plan);
  const sum = (name: keyof FaultTotals['counts'][number]) =>
    measured.counts.reduce((total, counts) => total + counts[name], 0);
  const counts = { accepted: sum('accepted'), stored: sum('stored'), repeated: sum('repeated') };
  const isExact =
    isEqual(measured.traces, expected) &&
    measured.wrongTraces === 0 &&
    isEqual(measured.rollups, expected) &&
    isEqual(measured.rollupsByModel, { tokens: expected.tokens, costNanoUsd: expected.costNanoUsd }) &&
    measured.readBack.spans === measured.readBack.expected &&
    isEqual(measured.archived, { spans: expected.spans, versions: sentVersions(faulty.plan) }) &&
    (replayed === null || isEqual(replayed, expected)) &&
    measured.counts.every(
      ({ accepted, stored, repeated, queryable }) => accepted === stored + repeated && stored === queryable,
    );
  printResult({
    ...{ benchmark: 'ingest-faults', seed, isExact, seconds: Math.round(seconds * 10) / 10 },
    ...{ cores: availableParallelism(), outageSeconds: scale.outageMilliseconds / 1000 },
    ...{ traces: faulty.plan.spanCounts.length, batches: faulty.plan.batches.length, packs: faulty.packs },
    spans: expected.spans,
    ...{ ...counts, queryable: sum('queryable') },
    faults: faulty.counts,
    ...{ deathsOfWorkers: deathsOf(faulty.lives.workers), deathsOfRollupWorkers: deathsOf(faulty.lives.counters) },
    ...{ expected, inTraces: measured.traces, wrongTraces: measured.wrongTraces, inRollups: measured.rollups },
    ...{ rollupsByModel: measured.rollupsByModel, readBack: measured.readBack },
    ...{ archived: measured.archived, replayed },
  });
  return isExact;
}

/** At how many different writes one died, of so many as the longest made. */
function deathsOf({ deadlyWrites, mostWrites }: Lives): { differentWrites: number; mostWrites: number } {
  return { differentWrites: deadlyWrites.size, mostWrites };
}

function isEqual<T extends object>(a: T, b: T): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
