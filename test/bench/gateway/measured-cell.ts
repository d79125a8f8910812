import type { LoadResult } from './load.ts';
import type { Target } from './target.ts';
import { type Way, ways } from './ways.ts';

/** All that was measured of one target in one way of calling it. */
export interface MeasuredCell extends LoadResult {
  target: Target;
  way: Way;
  requests: number;
  cpuMs: number;
  residentMb: number;
}

/** One per way and target, the targets in turn, so that what the machine does beside hits all of them alike. */
export function createCells(targets: readonly Target[]): MeasuredCell[] {
  return ways.flatMap((way) =>
    targets.map((target) => ({
      ...{ target, way, requests: 0, latencies: [], firstChunks: [], errors: 0, seconds: 0, cpuMs: 0, residentMb: 0 },
    })),
  );
}
