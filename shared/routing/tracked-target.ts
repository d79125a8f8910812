import type { Clock } from '../runtime/clock.ts';
import { type CircuitOutcome, createCircuitBreaker } from './circuit-breaker.ts';
import { createOutcomeWindow } from './outcome-window.ts';
import { createPeakEwma } from './peak-ewma.ts';
import type { Attempt, HealthOutcome, HealthReport, SharedHealth } from './target-health.ts';

/** A failure is no quick answer: it counts as if it had taken this long, or calls would run to the first who fails. */
export const failureLatencyMs = 10_000;
/** What others saw is as good as new for so long. */
const seedLifetimeMs = 120_000;

export type TrackedTarget = ReturnType<typeof createTrackedTarget>;

/** What one process knows of one target. */
export function createTrackedTarget(clock: Clock, random: () => number) {
  const breaker = createCircuitBreaker({ clock, random });
  const window = createOutcomeWindow(clock);
  const latency = createPeakEwma(clock);
  let inFlight = 0;
  let shared: { latencyMs: number | null; at: number } | null = null;

  /** What this process saw goes before what others did. */
  function baseLatencyMs(): number | null {
    const own = latency.value();
    if (own !== null) return own;
    return shared !== null && clock() - shared.at <= seedLifetimeMs ? shared.latencyMs : null;
  }

  function expectedLatencyMs(): number | null {
    const base = baseLatencyMs();
    return base === null ? null : base * (inFlight + 1);
  }

  function observe({ outcome, firstTokenMs, durationMs }: HealthReport): void {
    const observed = observedLatencyMs(outcome, firstTokenMs, durationMs);
    if (observed !== null) latency.observe(observed);
    if (outcome !== 'abandoned') window.add(outcome !== 'answered');
  }

  return {
    breaker,
    expectedLatencyMs,
    begin(): Attempt {
      const endInBreaker = breaker.begin();
      inFlight += 1;
      let isEnded = false;
      return {
        end(report) {
          if (isEnded) return;
          isEnded = true;
          inFlight -= 1;
          observe(report);
          endInBreaker(circuitOutcomes[report.outcome]);
        },
      };
    },
    seed({ latencyMs, errorRate, recent }: SharedHealth): void {
      const expected = latencyMs === null ? null : latencyMs * (1 - errorRate) + failureLatencyMs * errorRate;
      shared = { latencyMs: expected, at: clock() };
      const own = window.counts();
      // Who got an answer here in the last half minute knows better than minutes that have passed.
      if (recent !== undefined && own.failures === own.calls) breaker.suspect(recent);
    },
    snapshot: () => ({
      circuit: breaker.state(),
      inFlight,
      ...window.counts(),
      expectedLatencyMs: expectedLatencyMs(),
    }),
  };
}

/** Who asks to slow down is alive: its latency says to go elsewhere, its circuit stays closed. */
const circuitOutcomes: Record<HealthOutcome, CircuitOutcome> = {
  answered: 'success',
  failed: 'failure',
  'rate-limited': 'success',
  abandoned: 'none',
};

function observedLatencyMs(outcome: HealthOutcome, firstTokenMs: number | null, durationMs: number): number | null {
  switch (outcome) {
    case 'answered':
      return firstTokenMs ?? durationMs;
    case 'failed':
    case 'rate-limited':
      return Math.max(durationMs, failureLatencyMs);
    case 'abandoned':
      return firstTokenMs;
  }
}
