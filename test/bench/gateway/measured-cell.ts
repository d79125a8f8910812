import type { LoadResult, Target } from './closed-loop.ts';

/** All that was measured of one target in one way of calling it. */
export interface MeasuredCell extends LoadResult {
  target: Target;
  isStreamed: boolean;
  connections: number;
  requests: number;
  cpuMs: number;
  residentMb: number;
}

const connectionCounts = [1, 16, 64] as const;

/** One per way and target, the targets in turn, so that what the machine does beside hits all of them alike. */
export function createCells(targets: readonly Target[]): MeasuredCell[] {
  return [false, true].flatMap((isStreamed) =>
    connectionCounts.flatMap((connections) =>
      targets.map((target) => ({
        target,
        isStreamed,
        connections,
        requests: 0,
        latencies: [],
        firstChunks: [],
        errors: 0,
        seconds: 0,
        cpuMs: 0,
        residentMb: 0,
      })),
    ),
  );
}
