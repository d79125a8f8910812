import { type getIngestion, type IngestionHour, maxIngestionDays } from '../../../shared/contract/ingestion.ts';
import type { Result } from '../../../shared/contract/route.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { HourCounts, IngestionCounts } from '../../../shared/storage/ingestion-counts.ts';
import { hourOf, millisecondsPerHour } from '../../../shared/storage/ingestion-counts-keys.ts';
import type { IngestionResult, IngestionResults } from '../../../shared/storage/ingestion-counts-results.ts';
import { compareCounts } from './compare-counts.ts';

export interface IngestionPorts {
  counts: Pick<IngestionCounts, 'read'>;
  results: Pick<IngestionResults, 'list'>;
  clock: Clock;
}

const defaultRangeMilliseconds = 48 * millisecondsPerHour;
const maxRangeMilliseconds = maxIngestionDays * 24 * millisecondsPerHour;
/** These the job may not have compared yet: their counts are read as they are. */
const liveHours = 2;

/** Hours of acceptance with what became of their spans, newest first. */
export async function answerIngestion(
  { projectId, query }: Pick<Call<typeof getIngestion>, 'projectId' | 'query'>,
  ports: IngestionPorts,
): Promise<Result<typeof getIngestion>> {
  const now = ports.clock();
  const to = query.to === undefined ? now : Math.min(now, Date.parse(query.to));
  const from = hourOf(query.from === undefined ? to - defaultRangeMilliseconds : Date.parse(query.from));
  requireRange(from, to);
  const firstLive = hourOf(now) - (liveHours - 1) * millisecondsPerHour;
  const live = await readLive({ projectId, from: Math.max(from, firstLive), to, now }, ports);
  const compared = from < firstLive ? await ports.results.list(projectId, from, Math.min(to, firstLive)) : [];
  const results = [...live, ...compared];
  return { hours: results.map(toHour), totals: sumOf(results) };
}

function requireRange(from: number, to: number): void {
  if (from >= to) throw new ValidationError([{ field: 'query.from', message: 'has to be before `to` and before now' }]);
  if (to - from <= maxRangeMilliseconds) return;
  throw new ValidationError([
    { field: 'query.from', message: `a range holds at most ${maxIngestionDays} days: ask for less` },
  ]);
}

interface LiveRange {
  projectId: string;
  from: number;
  to: number;
  now: number;
}

async function readLive({ projectId, from, to, now }: LiveRange, { counts }: IngestionPorts) {
  const hours: number[] = [];
  for (let hour = hourOf(to - 1); hour >= from; hour -= millisecondsPerHour) hours.push(hour);
  const results = await Promise.all(
    hours.map(async (hour): Promise<IngestionResult> => {
      const read = await counts.read(projectId, hour);
      const comparison = compareCounts(read.counts, hour, now);
      return { projectId, hour, ...comparison, unreadableTraceIds: [], checkedAt: now };
    }),
  );
  return results.filter((result) => countNames.some((name) => result[name] > 0));
}

const countNames = ['accepted', 'stored', 'repeated', 'dropped', 'queryable'] as const satisfies (keyof HourCounts)[];

function toHour(result: IngestionResult): IngestionHour {
  const { accepted, stored, repeated, dropped, queryable, missing, surplus, verdict, unreadableTraceIds } = result;
  return {
    hour: new Date(result.hour).toISOString(),
    ...{ accepted, stored, repeated, dropped, queryable, missing, surplus, verdict, unreadableTraceIds },
    checkedAt: new Date(result.checkedAt).toISOString(),
  };
}

/** What is still on its way is not missing. */
function sumOf(results: readonly IngestionResult[]) {
  const sum = (name: keyof HourCounts) => results.reduce((total, result) => total + result[name], 0);
  const missing = results.reduce((total, each) => total + (each.verdict === 'missing' ? each.missing : 0), 0);
  return {
    ...{ accepted: sum('accepted'), stored: sum('stored'), repeated: sum('repeated') },
    ...{ dropped: sum('dropped'), queryable: sum('queryable'), missing },
  };
}
