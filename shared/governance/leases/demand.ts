import type { GovernedCall } from '../governor.ts';

/** How often a process has called under a rule of late. */
export interface Demand {
  /** Whether the last call came soon after the one before. */
  isFrequent: boolean;
  /** When one came or ended, epoch milliseconds. */
  lastAt: number;
  /** When the last call began by what it says itself. */
  callAt: number;
  /** No lease is asked for until then: there was none to be had. */
  avoidUntil: number;
}

export interface Demands {
  /** Notes that a call comes. */
  comes(name: string, call: Pick<GovernedCall, 'at' | 'mayDegrade'>): Demand;
  /** What is known without one. */
  of(name: string): Demand | undefined;
}

/** A counter that calls come to less often than that is better served call by call. */
export const frequentMilliseconds = 2_000;
export const maxDemands = 10_000;

export function createDemands(clock: () => number): Demands {
  const demands = new Map<string, Demand>();
  return {
    of: (name) => demands.get(name),
    comes(name, { at, mayDegrade }) {
      const now = clock();
      const known = demands.get(name);
      // A budget has sent it to another model: it is the same call once more.
      if (known !== undefined && !mayDegrade && known.callAt === at) return known;
      const isFrequent = known !== undefined && now - known.lastAt < frequentMilliseconds;
      const demand = Object.assign(known ?? { avoidUntil: 0 }, { isFrequent, lastAt: now, callAt: at });
      // The last that came is the last to be forgotten.
      demands.delete(name);
      demands.set(name, demand);
      const [oldest] = demands.keys();
      if (demands.size > maxDemands && oldest !== undefined) demands.delete(oldest);
      return demand;
    },
  };
}
