import { ProviderError } from '../../../shared/providers/provider-error.ts';
import type { Attempt } from './attempt.ts';

/**
 * Ends an attempt that takes longer than its route allows, to its first token or in all; the transport watches what only it
 * can see (`transport-timeouts.ts`). An answer in one piece has no first token that could be late. Returns what stops the
 * clocks.
 */
export function limitTime(attempt: Attempt): () => void {
  const { totalMs, firstTokenMs } = attempt.timeouts;
  const timers = [
    ...(totalMs === undefined ? [] : [abortAfter(attempt, totalMs, 'to finish')]),
    ...(firstTokenMs === undefined || !attempt.isStreamed ? [] : [abortUnlessBegun(attempt, firstTokenMs)]),
  ];
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}

function abortAfter({ abort, provider }: Attempt, ms: number, toDoWhat: string): NodeJS.Timeout {
  return setTimeout(() => abort.abort(tooSlow(provider.slug, ms, toDoWhat)), ms);
}

function abortUnlessBegun({ abort, provider, observation }: Attempt, ms: number): NodeJS.Timeout {
  return setTimeout(() => {
    if (observation.timeToFirstTokenMs === null) abort.abort(tooSlow(provider.slug, ms, 'to send its first token'));
  }, ms);
}

export function tooSlow(slug: string, ms: number, toDoWhat: string): ProviderError {
  return new ProviderError('provider_timeout', `The provider "${slug}" took longer than ${ms} ms ${toDoWhat}.`);
}
