import type { LoadResult, Target } from './closed-loop.ts';

/** All that was measured of one target in one way of calling it. */
export interface MeasuredCell extends LoadResult {
  target: Target;
  load: Load;
  isStreamed: boolean;
  connections: number;
  requests: number;
  cpuMs: number;
  residentMb: number;
}

const connectionCounts = [1, 16, 64] as const;

/**
 * How the fake provider answers. `flat-out`: at once, so that the gateway's CPU is the limit: throughput. `paced`: after
 * 100 ms, and 5 ms between chunks, as a fast model: what the gateway adds while it has time.
 */
const scenarios = { 'flat-out': 'ok:chunks=20', paced: 'ok:chunks=20,delay=100,pace=5' } as const;
export type Load = keyof typeof scenarios;

export function scenarioOf(load: Load): string {
  return scenarios[load];
}

/** One per way and target, the targets in turn, so that what the machine does beside hits all of them alike. */
export function createCells(targets: readonly Target[]): MeasuredCell[] {
  const loads = Object.keys(scenarios) as Load[];
  const ways = loads.flatMap((load) => [false, true].map((isStreamed) => ({ load, isStreamed })));
  return ways.flatMap((way) =>
    connectionCounts.flatMap((connections) =>
      targets.map((target) => ({
        target,
        ...way,
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
