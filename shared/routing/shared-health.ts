import type { Clock } from '../runtime/clock.ts';
import { mergeSketches, quantile } from '../statistics/ddsketch.ts';
import type { RollupBucket, RollupQuery, RollupRepository } from '../storage/rollup-repository.ts';
import type { SharedHealth } from './target-health.ts';

const minute = 60_000;
/** Long enough to see rare models, short enough to be about now. */
export const sharedHealthMinutes = 10;
/** Of these a circuit is opened: what was down before may be up again. */
const recentMinutes = 2;

/**
 * What all Lambdas of a project saw of its models in a range, from the rollups: the median time to the first token (of the
 * whole call where nothing was streamed) and the part of calls that failed. Models without a call are absent.
 */
export async function readModelHealth(
  rollups: Pick<RollupRepository, 'read'>,
  range: Omit<RollupQuery, 'dimension'>,
): Promise<Map<string, SharedHealth>> {
  const buckets = await rollups.read({ ...range, dimension: 'model' });
  const recentFrom = range.to - recentMinutes * minute;
  const health = [...Map.groupBy(buckets, ({ value }) => value)].flatMap(([model, rows]): [string, SharedHealth][] => {
    const found = healthOf(rows, recentFrom);
    return found === null ? [] : [[model, found]];
  });
  return new Map(health);
}

/** The same of the last minutes up to `at` (epoch milliseconds). */
export function readSharedHealth(
  rollups: Pick<RollupRepository, 'read'>,
  projectId: string,
  at: number,
): Promise<Map<string, SharedHealth>> {
  const from = at - sharedHealthMinutes * minute;
  return readModelHealth(rollups, { projectId, granularity: 'minute', from, to: at });
}

function healthOf(rows: readonly RollupBucket[], recentFrom: number): SharedHealth | null {
  const calls = sentOf(rows);
  if (calls <= 0) return null;
  const firstToken = mergeSketches(rows.map(({ sketches }) => sketches.firstToken));
  const call = mergeSketches(rows.map(({ sketches }) => sketches.call));
  const poor = sumOf(rows, 'callFailureCount') + sumOf(rows, 'callRateLimitedCount');
  const recent = rows.filter(({ start }) => start >= recentFrom);
  return {
    latencyMs: quantile(firstToken, 0.5) ?? quantile(call, 0.5),
    errorRate: Math.min(1, Math.max(0, poor / calls)),
    calls,
    recent: { calls: sentOf(recent), failures: sumOf(recent, 'callFailureCount') },
  };
}

/** A call that an open circuit refused says nothing more of the model. */
function sentOf(rows: readonly RollupBucket[]): number {
  return sumOf(rows, 'callCount') - sumOf(rows, 'callUnsentCount');
}

function sumOf(rows: readonly RollupBucket[], measure: string): number {
  return rows.reduce((total, { measures }) => total + (measures[measure] ?? 0), 0);
}

export interface SharedHealthReader {
  /** Begins to read what was read more than 15 s ago, and gives that work; null if nothing is due. It never rejects. */
  freshen(projectId: string): Promise<void> | null;
}

interface SharedHealthPorts {
  rollups: Pick<RollupRepository, 'read'>;
  clock: Clock;
  /** What was read. */
  onHealth: (projectId: string, health: ReadonlyMap<string, SharedHealth>) => void;
  /** Reading failed; calls go on with what is known. */
  onError: (error: unknown) => void;
}

const freshMilliseconds = 15_000;
const maxProjects = 1_000;

/** Keeps what is known of a project's models fresh while it calls any, without a call that waits for it. */
export function createSharedHealth({ rollups, clock, onHealth, onError }: SharedHealthPorts): SharedHealthReader {
  const readAt = new Map<string, number>();

  function remember(projectId: string, at: number): void {
    readAt.delete(projectId);
    const [oldest] = readAt.keys();
    if (readAt.size >= maxProjects && oldest !== undefined) readAt.delete(oldest);
    readAt.set(projectId, at);
  }

  return {
    freshen(projectId) {
      const at = clock();
      if (at - (readAt.get(projectId) ?? Number.NEGATIVE_INFINITY) < freshMilliseconds) return null;
      // Also of one that fails: a table in trouble is not asked again by every call.
      remember(projectId, at);
      return readSharedHealth(rollups, projectId, at).then((health) => onHealth(projectId, health), onError);
    },
  };
}
