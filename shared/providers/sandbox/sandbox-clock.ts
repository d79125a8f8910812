import { setTimeout as timer } from 'node:timers/promises';
import { type CallClock, startCallClock } from '../call-clock.ts';
import type { ProviderCall } from '../provider.ts';
import { defaultTimeouts } from '../timeouts.ts';
import type { ChosenFault } from './sandbox-faults.ts';

/** So long a stall lasts that nobody asked for: long enough to be seen, short enough to try things out. */
const chanceStallMs = 10_000;

export interface SandboxClock extends CallClock {
  /** Throws the timeout once time is up, and the caller's reason once they have given up. */
  pause(ms: number): Promise<void>;
}

/** The clock that watches real providers, for one without a socket that could be closed: it ends pauses instead. */
export function startSandboxClock({ signal, timeouts }: ProviderCall, fault: ChosenFault | null): SandboxClock {
  const late = new AbortController();
  const limits = { ...defaultTimeouts, ...timeouts };
  const isShort = fault?.name === 'stall' && !fault.isAskedFor;
  const clock = startCallClock(isShort ? shortened(limits) : limits, (error) => late.abort(error));
  const either = AbortSignal.any([signal, late.signal]);
  return {
    ...clock,
    async pause(ms) {
      await timer(ms, undefined, { signal: either }).catch(() => either.throwIfAborted());
    },
  };
}

function shortened(limits: typeof defaultTimeouts): typeof defaultTimeouts {
  const { firstByteMs, idleMs } = limits;
  return { ...limits, firstByteMs: Math.min(firstByteMs, chanceStallMs), idleMs: Math.min(idleMs, chanceStallMs) };
}
