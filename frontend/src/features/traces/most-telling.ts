import type { Span } from '../../../../shared/contract/span.ts';
import { isMadeGood } from './is-made-good.ts';
import type { SpanTab } from './traces-search.ts';

/**
 * What a reader most likely came for: the decision, if that is what the link says; else the first failure that counts and
 * has a reason, the first model call, the root.
 */
export function mostTelling(spans: readonly Span[], tab?: SpanTab): Span | null {
  const decided = tab === 'decision' ? spans.find(({ decision }) => decision) : undefined;
  return decided ?? spans.find(isTellingFailure) ?? spans.find(({ model }) => model !== null) ?? spans[0] ?? null;
}

function isTellingFailure(span: Span): boolean {
  return span.status === 'error' && !isMadeGood(span) && (span.statusMessage ?? span.errorType) !== null;
}
