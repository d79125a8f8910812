import type { ProviderTimeouts } from '../../../shared/providers/timeouts.ts';
import type { Run } from '../begin-run.ts';
import type { Attempt } from './attempt.ts';

/**
 * What the transport may grant this request: the route's limits or the gateway's, and no more than the call has left. A
 * first token may be late for longer than the gateway would wait for a first byte, so it moves that limit, too. An answer in
 * one piece begins when all of it is written: the route's limit for a first token does not hold for it.
 */
export function transportTimeouts(
  run: Pick<Run, 'timeouts' | 'isStreamed' | 'elapsed'>,
  attempt: Pick<Attempt, 'timeouts' | 'isStreamed'>,
): ProviderTimeouts {
  const { connectMs, firstTokenMs, betweenChunksMs, totalMs } = attempt.timeouts;
  const { timeouts } = run;
  const passedMs = run.elapsed();
  const leftOf = (ms: number) => Math.max(1, Math.ceil(ms - passedMs));
  const firstByteMs = (attempt.isStreamed ? firstTokenMs : undefined) ?? timeouts.firstByteMs;
  return {
    connectMs: connectMs ?? timeouts.connectMs,
    firstByteMs: run.isStreamed ? firstByteMs : Math.min(firstByteMs, leftOf(timeouts.silentMs)),
    idleMs: betweenChunksMs ?? timeouts.idleMs,
    totalMs: Math.min(totalMs ?? timeouts.totalMs, leftOf(timeouts.totalMs)),
  };
}
