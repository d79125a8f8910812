import { createCache } from '../runtime/cache.ts';
import type { Clock } from '../runtime/clock.ts';
import { mergeSketches, quantile } from '../statistics/ddsketch.ts';
import type { RollupBucket, RollupQuery, RollupRepository } from '../storage/rollup-repository.ts';
import type { SharedHealth } from './target-health.ts';

const minute = 60_000;
/** Long enough to see rare models, short enough to be about now. */
export const sharedHealthMinutes = 10;

/**
 * What all Lambdas of a project saw of its models in a range, from the rollups: the median time to the first token (of the
 * whole call where nothing was streamed) and the part of calls that failed. Models without a call are absent.
 */
export async function readModelHealth(
  rollups: Pick<RollupRepository, 'read'>,
  range: Omit<RollupQuery, 'dimension'>,
): Promise<Map<string, SharedHealth>> {
  const buckets = await rollups.read({ ...range, dimension: 'model' });
  const health = [...Map.groupBy(buckets, ({ value }) => value)].flatMap(([model, rows]): [string, SharedHealth][] => {
    const found = healthOf(rows);
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

function healthOf(rows: readonly RollupBucket[]): SharedHealth | null {
  const sum = (name: string) => rows.reduce((total, { measures }) => total + (measures[name] ?? 0), 0);
  const calls = sum('callCount');
  if (calls <= 0) return null;
  const firstToken = mergeSketches(rows.map(({ sketches }) => sketches.firstToken));
  const call = mergeSketches(rows.map(({ sketches }) => sketches.call));
  const errorRate = Math.min(1, Math.max(0, sum('callErrorCount') / calls));
  return { latencyMs: quantile(firstToken, 0.5) ?? quantile(call, 0.5), errorRate, calls };
}

export interface SharedHealthReader {
  /**
   * What is known now, without waiting; reads anew in the background when that is older than 15 s. Empty until the first
   * read has come back.
   */
  of(projectId: string): ReadonlyMap<string, SharedHealth>;
  /** The same, after a read if one is due. */
  refresh(projectId: string): Promise<ReadonlyMap<string, SharedHealth>>;
}

interface SharedHealthPorts {
  rollups: Pick<RollupRepository, 'read'>;
  clock: Clock;
  /** Reading failed; calls go on with what is known. */
  onError: (error: unknown) => void;
}

const cacheMilliseconds = 15_000;
const maxProjects = 1_000;

/** Keeps calls from waiting for the health of their targets. */
export function createSharedHealth({ rollups, clock, onError }: SharedHealthPorts): SharedHealthReader {
  const known = new Map<string, ReadonlyMap<string, SharedHealth>>();
  const cache = createCache<ReadonlyMap<string, SharedHealth>>({
    clock,
    load: (projectId) => readSharedHealth(rollups, projectId, clock()),
    foundMilliseconds: cacheMilliseconds,
    missingMilliseconds: cacheMilliseconds,
    maxEntries: maxProjects,
  });

  async function refresh(projectId: string): Promise<ReadonlyMap<string, SharedHealth>> {
    const health = (await cache.get(projectId)) ?? new Map<string, SharedHealth>();
    known.delete(projectId);
    const [oldest] = known.keys();
    if (known.size >= maxProjects && oldest !== undefined) known.delete(oldest);
    known.set(projectId, health);
    return health;
  }

  return {
    of(projectId) {
      refresh(projectId).catch(onError);
      return known.get(projectId) ?? new Map();
    },
    refresh,
  };
}
