import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { CountedHour, IngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';
import type { IngestionResults } from '../../../shared/storage/ingestion-counts-results.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { compareCounts } from './compare-counts.ts';

export interface ReconcilerPorts {
  counts: IngestionCounts;
  results: Pick<IngestionResults, 'write'>;
  /** Whether a trace comes back whole, as people would get it. */
  readsBack(projectId: string, traceId: string): Promise<boolean>;
  clock: Clock;
  logger: Logger;
}

export interface ReconciliationReport {
  comparedCount: number;
  /** Due, but beyond what one run does. */
  waitingCount: number;
  missingSpans: number;
  surplusSpans: number;
  unreadableTraces: number;
}

const firstLookMilliseconds = 10 * 60_000;
const reachMilliseconds = 48 * millisecondsPerHour;
/** What was in order is looked at again, because dead letters may be sent again and traces be unreadable later. */
const againAfterMilliseconds = millisecondsPerHour;
/** Hours of projects that one run compares; the next, five minutes later, goes on with those that have waited longest. */
const maxComparisons = 2_000;
const concurrentComparisons = 8;

/** Compares what was accepted with what is stored, and that with what can be queried, for the hours of the last two days. */
export async function reconcile(
  ports: ReconcilerPorts,
  deadline = Number.POSITIVE_INFINITY,
): Promise<ReconciliationReport> {
  const now = ports.clock();
  const report = { comparedCount: 0, waitingCount: 0, missingSpans: 0, surplusSpans: 0, unreadableTraces: 0 };
  const due: CountedHour[] = [];
  const newest = hourOf(now - firstLookMilliseconds) - millisecondsPerHour;
  for await (const counted of ports.counts.hours(hourOf(now - reachMilliseconds), newest)) {
    if (isDue(counted, now)) due.push(counted);
    else add(report, counted);
  }
  due.sort((a, b) => (a.checkedAt ?? 0) - (b.checkedAt ?? 0));
  await mapConcurrently(due, concurrentComparisons, async (counted) => {
    if (report.comparedCount >= maxComparisons || ports.clock() >= deadline) {
      report.waitingCount += 1;
      return add(report, counted);
    }
    report.comparedCount += 1;
    const result = await compareHour(counted, now, ports);
    add(report, result);
    report.unreadableTraces += result.unreadableTraceIds.length;
  });
  ports.logger.info('ingestion.reconciled', { ...report });
  return report;
}

function isDue({ verdict, checkedAt = 0 }: CountedHour, now: number): boolean {
  return verdict !== 'balanced' || now - checkedAt >= againAfterMilliseconds;
}

function add(
  report: ReconciliationReport,
  { verdict, missing = 0, surplus = 0 }: Omit<CountedHour, 'checkedAt'>,
): void {
  if (verdict === 'missing') report.missingSpans += missing;
  if (verdict === 'missing' || verdict === 'surplus') report.surplusSpans += surplus;
}

async function compareHour({ projectId, hour }: CountedHour, now: number, ports: ReconcilerPorts) {
  const { counts, sampleTraceIds } = await ports.counts.read(projectId, hour);
  const comparison = compareCounts(counts, hour, now);
  const readable = await Promise.all(sampleTraceIds.map((traceId) => ports.readsBack(projectId, traceId)));
  const unreadableTraceIds = sampleTraceIds.filter((_, index) => readable[index] === false);
  const result = { projectId, hour, ...comparison, unreadableTraceIds, checkedAt: now };
  await ports.results.write(result);
  if (comparison.verdict === 'missing' || unreadableTraceIds.length > 0)
    ports.logger.error('ingestion.spans.missing', { ...result });
  return result;
}
