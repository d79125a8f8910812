import type { ProviderTimeouts } from '../../../shared/providers/timeouts.ts';
import type { Attempt } from './attempt.ts';

/**
 * A route's limits in the transport's words; undefined where it says nothing. A first token may be late for longer than the
 * transport would wait for a first byte, so it moves that limit, too.
 */
export function transportTimeouts({
  timeouts,
  isStreamed,
}: Pick<Attempt, 'timeouts' | 'isStreamed'>): Partial<ProviderTimeouts> | undefined {
  const { connectMs, firstTokenMs, betweenChunksMs, totalMs } = timeouts;
  const limits: Partial<ProviderTimeouts> = {
    ...(connectMs === undefined ? {} : { connectMs }),
    ...(firstTokenMs === undefined || !isStreamed ? {} : { firstByteMs: firstTokenMs }),
    ...(betweenChunksMs === undefined ? {} : { idleMs: betweenChunksMs }),
    ...(totalMs === undefined ? {} : { totalMs }),
  };
  return Object.keys(limits).length === 0 ? undefined : limits;
}
