import { indexRecentProject } from '../../../functions/tracing/recent-texts/index-recent-project.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { createRecentTexts, recentMilliseconds } from '../../../shared/storage/recent-texts.ts';
import { createTraceDigests, type ProjectTime } from '../../../shared/storage/trace-digests.ts';
import type { BlobStore } from '../../../shared/telemetry/blob-store.ts';
import { testTime } from '../../support/build-span.ts';
import { round } from '../gateway/percentile.ts';
import { printResult } from '../print-result.ts';
import { type Bench, measure, sample } from './measure.ts';
import { seededProjectId } from './seed-traces.ts';
import type { MemoryTable } from './table-in-memory.ts';

const minute = 60_000;
/** Of ten traces or none; then of 200, and of nearly all. */
const texts = [
  'trieste',
  'hippopotamus',
  'gir',
  '"was lost in Trieste"',
  '"a refund"',
  '"on its way"',
  'giraffe tag:vip',
];
/** How long ago the job ran last: at most, and on average. */
const ages = [minute, minute / 2];

interface RecentBench {
  table: MemoryTable;
  blobs: BlobStore;
  bench: Bench;
  list(q: string): Promise<{ items: readonly unknown[]; searchedCount: number; nextCursor: string | null }>;
}

/** Full text with text of recent traces, too, which the job made minute by minute while they came. */
export async function measureRecentTexts({ table, blobs, bench, list }: RecentBench): Promise<void> {
  let next = testTime - recentMilliseconds;
  for (const age of ages) {
    const { result, ...used } = await sample(async () => {
      let [traceCount, runs] = [0, 0];
      for (; next <= testTime - age; next = Math.min(next + minute, Math.max(next + 1, testTime - age))) {
        traceCount += await runAt(next, table, blobs);
        runs += 1;
      }
      return { traceCount, runs };
    });
    table.settle();
    printResult({
      ...{ bench: 'trace-query', case: 'index text of recent traces', ...result },
      ...{ wallMs: round(used.wall, 0), cpuMs: round(used.cpu, 0) },
      kilobytes: round(table.bytesBelow('#RECENT') / 1024, 0),
    });
    for (const q of texts) {
      await measure(
        bench,
        { case: 'full text of young hours', digests: true, q, secondsSinceJob: age / 1000, targetMs: 80 },
        async () => {
          const page = await list(q);
          return { rows: page.items.length, searched: page.searchedCount, isLast: page.nextCursor === null };
        },
      );
    }
  }
}

/** All traces are there from the beginning: those that would have come later are kept from the job. */
async function runAt(now: number, table: MemoryTable, blobs: BlobStore): Promise<number> {
  const at = { documents: table.documents, tableName: 'traces' };
  const digests = createTraceDigests(at);
  const ports = {
    ...{ ...at, blobs, recent: createRecentTexts(at), clock: () => now, ids: systemIds, logger: silentLogger },
    digests: {
      traces: (time: ProjectTime, shard: number) => digests.traces({ ...time, to: Math.min(time.to, now) }, shard),
    },
  };
  table.settle();
  const { traceCount } = await indexRecentProject(seededProjectId, ports, Number.POSITIVE_INFINITY);
  return traceCount;
}
