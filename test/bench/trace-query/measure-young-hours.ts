import { digestSlices } from '../../../functions/tracing/digests/digest-slices.ts';
import { digestYoungTexts } from '../../../functions/tracing/digests/digest-young-texts.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { createTraceRepository, type TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { createTraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import type { BlobStore } from '../../../shared/telemetry/blob-store.ts';
import { testTime } from '../../support/build-span.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { putStandingFence, standingFence } from '../../support/standing-fence.ts';
import { round } from '../gateway/percentile.ts';
import { printResult } from '../print-result.ts';
import { type Bench, type Command, filterOf, measure, sample } from './measure.ts';
import { measureRecentTexts } from './measure-recent-texts.ts';
import { recordReads } from './recorded-reads.ts';
import { seededProjectId, seedTraces } from './seed-traces.ts';
import { createMemoryTable, type MemoryTable } from './table-in-memory.ts';
import { tagLate } from './write-late.ts';

const within = 3 * millisecondsPerHour;
const filters = ['tag:rare', 'tag=rare', 'cost>0.0005', 'tag:nowhere', 'tag:late'];
/** One that ten traces hold, and one that nobody said. */
const texts = ['trieste', 'hippopotamus'];
const lateCount = 60;
/** The job runs every ten minutes: just before it runs again, 40 minutes are without digests. */
const sinceJobMilliseconds = 9 * 60_000;

/**
 * All traces started within the last three hours, and some of them were tagged after their slice was digested. First as if there
 * were no digests, then with those of slices and of their text. Full text is looked for to the end, once: by this clock no page is
 * ever out of time.
 */
export async function measureYoungHours(count: number, runs: number): Promise<void> {
  const table = createMemoryTable('traces');
  const ports = { tableName: 'traces', blobs: memoryBlobs() };
  await seedTraces({ count, withPacks: count, within }, { ...ports, documents: table.documents });
  table.settle();
  const recorder = recordReads(table.documents);
  const clock = () => testTime;
  const traces = createTraceRepository({ ...ports, documents: recorder.documents, logger: silentLogger, clock });
  const plain = async (groups: Command[][]) =>
    groups.flat().reduce((sum, command) => sum + table.answer(command).length, 0);
  const bench: Bench = { recorder, plain, runs, database: 'in memory' };
  const range = { projectId: seededProjectId, from: testTime - within, to: testTime + 60_000 };
  const measurePages = async (digests: boolean) => {
    for (const q of filters) {
      await measure(bench, { case: 'page of young hours', digests, q, targetMs: 80 }, async () => {
        const page = await traces.list({ ...range, filter: filterOf(q), limit: 50 });
        return { rows: page.items.length, searched: page.searchedCount, isLast: page.nextCursor === null };
      });
    }
  };

  await digestYoung(table, ports.blobs);
  const step = Math.floor(count / (lateCount + 1));
  for (let place = 1; place <= lateCount; place++) await tagLate(place * step, table.documents, 'traces');
  table.settle();
  await measurePages(false);
  await measureTexts(traces, range, false);
  await putStandingFence(table.documents, 'traces');
  await measurePages(true);
  await measureTexts(traces, range, true);
  await measureRecentTexts({
    table,
    blobs: ports.blobs,
    bench,
    list: (q) => traces.list({ ...range, filter: filterOf(q), limit: 50 }),
  });
}

async function measureTexts(
  traces: TraceRepository,
  range: { projectId: string; from: number; to: number },
  digests: boolean,
): Promise<void> {
  for (const q of texts) {
    const { result, ...used } = await sample(async () => {
      let [pages, rows, cursor] = [0, 0, undefined as string | undefined];
      do {
        const page = await traces.list({ ...range, filter: filterOf(q), limit: 50, cursor });
        pages += 1;
        rows += page.items.length;
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return { pages, rows };
    });
    printResult({
      ...{ bench: 'trace-query', case: 'all full text of young hours', digests, q, ...result },
      ...{ wallMs: round(used.wall, 0), cpuMs: round(used.cpu, 0) },
    });
  }
}

export async function digestYoung(table: MemoryTable, blobs: BlobStore): Promise<void> {
  const ports = {
    digests: createTraceDigests({ documents: table.documents, tableName: 'traces' }),
    ...{ clock: () => testTime - sinceJobMilliseconds, ids: systemIds },
  };
  const { result: slices, ...used } = await sample(async () => {
    let sliceCount = 0;
    for (let hour = hourOf(testTime - within); hour <= testTime; hour += millisecondsPerHour) {
      sliceCount += await digestSlices({ projectId: seededProjectId, hour, fence: standingFence.id }, ports);
    }
    return sliceCount;
  });
  table.settle();
  printResult({
    ...{ bench: 'trace-query', case: 'digest slices', slices, wallMs: round(used.wall, 0), cpuMs: round(used.cpu, 0) },
    kilobytes: round(table.bytesBelow('#DIGESTS#') / 1024, 0),
  });
  const at = { documents: table.documents, tableName: 'traces' };
  const textPorts = { ...at, ...ports, blobs, texts: createTraceTextDigests(at), logger: silentLogger };
  const young = Array.from({ length: within / millisecondsPerHour + 1 }, (_, place) => {
    const hour = hourOf(testTime) - place * millisecondsPerHour;
    return { projectId: seededProjectId, hour, fence: standingFence.id };
  });
  const forever = { beginUntil: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY };
  const { result: text, ...own } = await sample(() => digestYoungTexts(young, textPorts, forever));
  table.settle();
  printResult({
    ...{ bench: 'trace-query', case: 'digest text of slices', slices: text.digestedCount },
    ...{ wallMs: round(own.wall, 0), cpuMs: round(own.cpu, 0) },
    kilobytes: round(table.bytesBelow('#TEXTS') / 1024, 0),
  });
}
