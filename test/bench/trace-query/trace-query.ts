import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { digestDueTexts } from '../../../functions/tracing/digests/digest-due-texts.ts';
import { digestHour } from '../../../functions/tracing/digests/digest-hour.ts';
import { answerFacets } from '../../../functions/tracing/queries/answer-facets.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { hourOf } from '../../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { createTraceRepository } from '../../../shared/storage/trace-repository.ts';
import { createTraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { createTextsDue } from '../../../shared/storage/trace-texts-due.ts';
import { type BlobStore, createBlobStore } from '../../../shared/telemetry/blob-store.ts';
import { resolvePayloads } from '../../../shared/telemetry/resolve-payloads.ts';
import { hexOf, testTime } from '../../support/build-span.ts';
import { createTables } from '../../support/create-tables.ts';
import { createTelemetry } from '../../support/create-telemetry.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { putStandingFence, standingFence } from '../../support/standing-fence.ts';
import { startEmulator } from '../../support/start-emulator.ts';
import { round } from '../gateway/percentile.ts';
import { printResult } from '../print-result.ts';
import { type Bench, type Command, filterOf, measure, sample } from './measure.ts';
import { createPlainReads } from './plain-reads.ts';
import { recordReads } from './recorded-reads.ts';
import { seedLongTrace } from './seed-long-trace.ts';
import { seededProjectId, seedTraces } from './seed-traces.ts';
import { createMemoryTable, type MemoryTable } from './table-in-memory.ts';

const week = 7 * 86_400_000;
const range = { projectId: seededProjectId, from: testTime - week, to: testTime + 60_000 };

/** Filters, and what share of the traces fits. `:` is judged in process, `=` and numbers by the table. */
const filters = [
  ['all', ''],
  ['10 %', 'tag:checkout'],
  ['10 %', 'tag=checkout'],
  ['1 %', 'tag:vip'],
  ['1 %', 'tag=vip'],
  ['3 %', 'status:error'],
  ['0.6 %', 'status:error model:gpt-5-mini latency>1s'],
  ['0.01 %', 'tag:rare'],
  ['0.01 %', 'tag=rare'],
  ['0.01 %', 'tag:*rar*'],
  ['0.01 %', 'tokens>500k'],
  ['0.01 %', 'cost>0.0005'],
  ['0.01 %', 'has:metadata metadata.order:*'],
  ['1 trace', 'metadata.order="order 47000"'],
  ['1 trace', `trace:${hexOf('seeded 47000', 32)}`],
  ['0.02 %', 'model:claude* status:error latency>5s'],
  ['100 traces', '(user="user 17" OR user="user 18") status:error'],
  ['3 traces', 'user="user 65" status:error'],
  ['nothing', 'tag:nowhere'],
  ['nothing', 'name:no*such -status:error'],
  ['20 traces', 'session="session 17"'],
] as const;

/** Full text, and how many traces hold it. */
const texts = [
  ['0.01 %', 'trieste'],
  ['0.01 %', '"was lost in Trieste"'],
  ['0.01 %', 'lost*trieste'],
  ['0.2 %', '"a refund"'],
  ['1 trace', '"question 47000:"'],
  ['nothing', 'giraffe'],
  ['nothing', 'giraffe tag:vip'],
  ['0.02 %', 'trieste OR tag:rare'],
  ['nearly all', '"on its way"'],
  ['too short', 'gir'],
] as const;
/** A page without digests takes as long as it may. */
const runsWithoutDigests = 3;

const pageTargetMs = 80;
const openTargetMs = 90;

/**
 * Lists, facets and full text over many traces in an index in memory, and long traces on an emulator. The baseline of each is
 * what the same requests take when nothing is done with the answers. `--traces 20000` and `--runs 5` make it shorter.
 */
export async function run(args: readonly string[]): Promise<void> {
  const count = numberOf(args, '--traces', 100_000);
  const runs = numberOf(args, '--runs', 15);
  printResult({
    ...{ bench: 'trace-query', case: 'machine', processor: cpus()[0]?.model, cores: availableParallelism() },
    ...{ node: process.version, load: round(loadavg()[0] ?? 0, 1), traces: count },
  });
  await measureSearches(count, runs);
  await runYoungHours(count, runs);
  const emulator = await startEmulator();
  try {
    await measureLongTraces(emulator.url, runs);
  } finally {
    await emulator.stop();
  }
}

function numberOf(args: readonly string[], name: string, otherwise: number): number {
  const value = Number(args[args.indexOf(name) + 1]);
  return args.includes(name) && Number.isInteger(value) && value > 0 ? value : otherwise;
}

async function measureSearches(count: number, runs: number): Promise<void> {
  const table = createMemoryTable('traces');
  const ports = { tableName: 'traces', blobs: memoryBlobs() };
  await seedTraces({ count, withPacks: count }, { ...ports, documents: table.documents });
  table.settle();
  const recorder = recordReads(table.documents);
  const traces = createTraceRepository({ ...ports, documents: recorder.documents, logger: silentLogger });
  const plain = async (groups: Command[][]) =>
    groups.flat().reduce((sum, command) => sum + table.answer(command).length, 0);
  const bench: Bench = { recorder, plain, runs, database: 'in memory' };

  const measurePages = async (digests: boolean) => {
    for (const [share, q] of filters) {
      await measure(bench, { case: 'page', digests, share, q, targetMs: pageTargetMs }, async () => {
        const page = await traces.list({ ...range, filter: filterOf(q), limit: 50 });
        return { rows: page.items.length, searched: page.searchedCount, isLast: page.nextCursor === null };
      });
    }
  };
  const measureTexts = async (digests: boolean) => {
    for (const [share, q] of texts) {
      const used = digests ? bench : { ...bench, runs: Math.min(runs, runsWithoutDigests) };
      await measure(used, { case: 'full text', digests, share, q, targetMs: pageTargetMs }, async () => {
        const page = await traces.list({ ...range, filter: filterOf(q), limit: 50 });
        return { rows: page.items.length, searched: page.searchedCount, isLast: page.nextCursor === null };
      });
    }
  };
  await measurePages(false);
  await measureTexts(false);
  await measureDigesting(table, ports.blobs);
  await measurePages(true);
  await measureTexts(true);
  for (const q of ['', 'tag=checkout']) {
    await measure(bench, { case: 'facets', q }, async () => {
      const query = { q, from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
      const call = { projectId: seededProjectId, query } as Parameters<typeof answerFacets>[0];
      const { countedTraces, isComplete } = await answerFacets(call, { traces, clock: () => testTime });
      return { countedTraces, isComplete };
    });
  }
}

/** By the job, as if all hours were over and nothing had been written to them since. */
async function measureDigesting(table: MemoryTable, blobs: BlobStore): Promise<void> {
  const at = { documents: table.documents, tableName: 'traces' };
  const [digests, textsDue] = [createTraceDigests(at), createTextsDue(at)];
  const ports = { digests, textsDue, clock: () => testTime, ids: systemIds };
  await putStandingFence(table.documents, 'traces');
  const { hours, ...used } = await sample(async () => {
    let hours = 0;
    for (let hour = hourOf(range.from); hour <= range.to; hour += 3_600_000, hours++) {
      await digestHour({ projectId: seededProjectId, hour, fence: standingFence.id }, ports);
    }
    return hours;
  }).then(({ result, ...rest }) => ({ ...rest, hours: result }));
  table.settle();
  printResult({
    ...{ bench: 'trace-query', case: 'digest', hours, wallMs: round(used.wall, 0), cpuMs: round(used.cpu, 0) },
    kilobytes: round(table.bytesBelow('#DIGESTS#') / 1024, 0),
  });
  const textPorts = { ...at, ...ports, blobs, texts: createTraceTextDigests(at), logger: silentLogger };
  const bounds = { beginUntil: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY };
  const { result, ...own } = await sample(() => digestDueTexts(textPorts, bounds));
  table.settle();
  printResult({
    ...{ bench: 'trace-query', case: 'digest texts', hours: result.digestedCount },
    ...{ wallMs: round(own.wall, 0), cpuMs: round(own.cpu, 0) },
    kilobytes: round(table.bytesBelow('#TEXTS') / 1024, 0),
  });
}

async function runYoungHours(count: number, runs: number): Promise<void> {
  const file = fileURLToPath(new URL('young-hours.ts', import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, file, String(count), String(runs)], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The measurement of young hours ended with ${code}.`);
}

async function measureLongTraces(url: string, runs: number): Promise<void> {
  const environment = { AWS_ENDPOINT_URL: url };
  const [tables, telemetry] = await Promise.all([createTables(environment, ['traces']), createTelemetry(environment)]);
  const ports = { tableName: tables.traces, blobs: createBlobStore(telemetry) };
  const documents = createDocumentClient(environment);
  const recorder = recordReads(documents);
  const traces = createTraceRepository({ ...ports, documents: recorder.documents, logger: silentLogger });
  const bench: Bench = { recorder, plain: createPlainReads(url), runs, database: 'emulator' };
  for (const spans of [100, 10_000, 100_000]) {
    const traceId = await seedLongTrace(spans, { ...ports, documents });
    const target = spans === 100 ? { targetMs: openTargetMs } : {};
    await measure(bench, { case: 'open, first 1,000 spans', spans, ...target }, async () => {
      const page = await traces.spanPage({ projectId: seededProjectId, traceId, limit: 1000 });
      return { rows: page?.rows.length };
    });
    await measure(bench, { case: 'open, all spans', spans, ...target }, async () => {
      const stored = await traces.get(seededProjectId, traceId);
      const shown = await resolvePayloads(stored?.spans ?? [], ports.blobs);
      return { rows: shown.length };
    });
  }
}
