import type { Clock } from '../runtime/clock.ts';
import type { CircuitState } from './circuit-breaker.ts';
import { createTrackedTarget, type TrackedTarget } from './tracked-target.ts';

export const healthOutcomes = ['answered', 'failed', 'rate-limited', 'abandoned'] as const;
export type HealthOutcome = (typeof healthOutcomes)[number];

export interface HealthReport {
  outcome: HealthOutcome;
  /** Null if no token came, or the answer was not streamed. */
  firstTokenMs: number | null;
  durationMs: number;
}

export interface Attempt {
  /** What came of it. Only the first counts. */
  end(report: HealthReport): void;
}

/** What other Lambdas saw, from the rollups. */
export interface SharedHealth {
  latencyMs: number | null;
  /** 0 to 1. */
  errorRate: number;
  calls: number;
  /** Of the last minutes only: enough of them failing opens a circuit that has seen no answer itself. */
  recent?: { calls: number; failures: number };
}

export interface HealthSnapshot {
  key: string;
  circuit: CircuitState;
  inFlight: number;
  /** Of this process, in the last half minute. */
  calls: number;
  failures: number;
  expectedLatencyMs: number | null;
}

/** How well targets answer. A key is `provider/model`, or that and a credential. */
export interface TargetHealth {
  begin(key: string): Attempt;
  allows(key: string): boolean;
  /** Milliseconds until `allows` can be true again. */
  retryAfterMs(key: string): number;
  /** Expected time to the first token, times the calls that are on their way and one more; null if nothing is known. */
  expectedLatencyMs(key: string): number | null;
  seed(key: string, health: SharedHealth): void;
  snapshot(): HealthSnapshot[];
}

interface HealthPorts {
  clock: Clock;
  random: () => number;
  maxKeys?: number;
}

/** Beyond, the key that was used longest ago is forgotten. */
const defaultMaxKeys = 1_000;

export function createTargetHealth({ clock, random, maxKeys = defaultMaxKeys }: HealthPorts): TargetHealth {
  const targets = new Map<string, TrackedTarget>();

  function use(key: string): TrackedTarget {
    const target = targets.get(key) ?? createTrackedTarget(clock, random);
    targets.delete(key);
    if (targets.size >= maxKeys) forgetOne(targets);
    targets.set(key, target);
    return target;
  }

  return {
    begin: (key) => use(key).begin(),
    allows: (key) => targets.get(key)?.breaker.allows() ?? true,
    retryAfterMs: (key) => targets.get(key)?.breaker.retryAfterMs() ?? 0,
    expectedLatencyMs: (key) => targets.get(key)?.expectedLatencyMs() ?? null,
    seed: (key, health) => use(key).seed(health),
    snapshot: () => [...targets].map(([key, target]) => ({ key, ...target.snapshot() })),
  };
}

/** The one that was used longest ago and has no call on its way; else the oldest of all. */
function forgetOne(targets: Map<string, TrackedTarget>): void {
  const idle = [...targets].find(([, target]) => target.snapshot().inFlight === 0);
  const [oldest] = targets.keys();
  const key = idle?.[0] ?? oldest;
  if (key !== undefined) targets.delete(key);
}
