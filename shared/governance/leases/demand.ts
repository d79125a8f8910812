/** How often a process has called under a rule of late. */
export interface Demand {
  /** Whether the last call came soon after the one before. */
  isFrequent: boolean;
  /** When one came or ended, epoch milliseconds. */
  lastAt: number;
  /** No lease is asked for until then: there was none to be had. */
  avoidUntil: number;
}

export interface Demands {
  /** Notes that a call comes. */
  comes(name: string): Demand;
  /** What is known without one. */
  of(name: string): Demand | undefined;
}

/** A counter that calls come to less often than that is better served call by call. */
export const frequentMilliseconds = 5_000;
const maxDemands = 10_000;

export function createDemands(clock: () => number): Demands {
  const demands = new Map<string, Demand>();
  return {
    of: (name) => demands.get(name),
    comes(name) {
      const now = clock();
      const demand = demands.get(name);
      if (demand === undefined) {
        const [oldest] = demands.keys();
        if (demands.size >= maxDemands && oldest !== undefined) demands.delete(oldest);
        const first = { isFrequent: false, lastAt: now, avoidUntil: 0 };
        demands.set(name, first);
        return first;
      }
      demand.isFrequent = now - demand.lastAt < frequentMilliseconds;
      demand.lastAt = now;
      return demand;
    },
  };
}
