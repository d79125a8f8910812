import type { Clock } from '../runtime/clock.ts';
import { createOutcomeWindow, type OutcomeWindow } from './outcome-window.ts';

export const circuitStates = ['closed', 'open', 'half-open'] as const;
export type CircuitState = (typeof circuitStates)[number];
export type CircuitOutcome = 'success' | 'failure' | 'none';

export interface CircuitBreaker {
  state(): CircuitState;
  /** Whether a call may begin now. Asking changes nothing. */
  allows(): boolean;
  /** Takes note of a call that begins; call what it gives, once, with what came of it. */
  begin(): (outcome: CircuitOutcome) => void;
  /** What others saw of late: opens a closed circuit if that would have opened one of theirs. */
  suspect(seen: { calls: number; failures: number }): void;
  /** Milliseconds until an open circuit lets a probe through; 0 if it is not open. */
  retryAfterMs(): number;
}

export const breakerDefaults = {
  /** Opens at once: a provider that is down answers nothing right. */
  consecutiveFailures: 5,
  /** Opens at this part of failures in half a minute, if there were enough calls to speak of a part. */
  failureRatio: 0.5,
  minimumCalls: 20,
  openMs: 5_000,
  maxOpenMs: 120_000,
  /** Answers in a row that close it again. */
  successfulProbes: 2,
};
export type BreakerOptions = typeof breakerDefaults;

interface BreakerPorts {
  clock: Clock;
  random: () => number;
  options?: Partial<BreakerOptions>;
}

interface Circuit extends Required<BreakerPorts> {
  options: BreakerOptions;
  window: OutcomeWindow;
  /** Changes with each opening and closing, so that late outcomes are known. */
  period: number;
  isTripped: boolean;
  openUntil: number;
  /** In a row, each twice as long as the one before. */
  openings: number;
  consecutiveFailures: number;
  probesOnTheirWay: number;
  successfulProbes: number;
}

/**
 * Closed: calls pass and are counted. Open: none passes, each time twice as long. Half-open: one at a time passes as a
 * probe (Nygard: "Release It!", 2007). An outcome of a call that began in an earlier state says nothing about this one.
 */
export function createCircuitBreaker({ clock, random, options }: BreakerPorts): CircuitBreaker {
  const circuit: Circuit = {
    ...{ clock, random, options: { ...breakerDefaults, ...options }, window: createOutcomeWindow(clock) },
    ...{ period: 0, isTripped: false, openUntil: 0, openings: 0 },
    ...{ consecutiveFailures: 0, probesOnTheirWay: 0, successfulProbes: 0 },
  };
  return {
    state: () => stateOf(circuit),
    allows: () => {
      const state = stateOf(circuit);
      return state === 'closed' || (state === 'half-open' && circuit.probesOnTheirWay === 0);
    },
    begin: () => beginCall(circuit),
    suspect: ({ calls, failures }) => {
      const { minimumCalls, failureRatio, consecutiveFailures } = circuit.options;
      const isMostlyFailing = calls >= minimumCalls && failures / calls >= failureRatio;
      const isOnlyFailing = failures >= consecutiveFailures && failures >= calls;
      if (!circuit.isTripped && (isMostlyFailing || isOnlyFailing)) open(circuit);
    },
    retryAfterMs: () => (stateOf(circuit) === 'open' ? circuit.openUntil - clock() : 0),
  };
}

function stateOf({ isTripped, openUntil, clock }: Circuit): CircuitState {
  if (!isTripped) return 'closed';
  return clock() < openUntil ? 'open' : 'half-open';
}

function beginCall(circuit: Circuit): (outcome: CircuitOutcome) => void {
  const { period } = circuit;
  const state = stateOf(circuit);
  // Somebody who had no other choice, or did not ask.
  let isOver = state === 'open';
  if (state === 'half-open') circuit.probesOnTheirWay += 1;
  return (outcome) => {
    if (isOver || period !== circuit.period) return;
    isOver = true;
    if (state === 'half-open') endProbe(circuit, outcome);
    else endCall(circuit, outcome);
  };
}

function endCall(circuit: Circuit, outcome: CircuitOutcome): void {
  if (outcome === 'none') return;
  const { window, options } = circuit;
  window.add(outcome === 'failure');
  circuit.consecutiveFailures = outcome === 'failure' ? circuit.consecutiveFailures + 1 : 0;
  const { calls, failures } = window.counts();
  const isMostlyFailing = calls >= options.minimumCalls && failures / calls >= options.failureRatio;
  if (circuit.consecutiveFailures >= options.consecutiveFailures || isMostlyFailing) open(circuit);
}

function endProbe(circuit: Circuit, outcome: CircuitOutcome): void {
  circuit.probesOnTheirWay -= 1;
  if (outcome === 'failure') open(circuit);
  if (outcome !== 'success') return;
  circuit.successfulProbes += 1;
  if (circuit.successfulProbes >= circuit.options.successfulProbes) close(circuit);
}

function open(circuit: Circuit): void {
  const { clock, random, options } = circuit;
  const step = Math.min(options.maxOpenMs, options.openMs * 2 ** circuit.openings);
  // Up to a quarter less, so that not all Lambdas probe in the same moment.
  circuit.openUntil = clock() + step * (1 - random() / 4);
  circuit.isTripped = true;
  circuit.openings += 1;
  startPeriod(circuit);
}

function close(circuit: Circuit): void {
  circuit.isTripped = false;
  circuit.openings = 0;
  startPeriod(circuit);
}

function startPeriod(circuit: Circuit): void {
  circuit.period += 1;
  circuit.consecutiveFailures = 0;
  circuit.probesOnTheirWay = 0;
  circuit.successfulProbes = 0;
  circuit.window.clear();
}
