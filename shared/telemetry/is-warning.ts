import type { Span } from '../contract/span.ts';

/** Whether a span is a warning, which only Langfuse's SDKs say. What failed is worse than that. */
export function isWarning({ status, attributes }: Pick<Span, 'status' | 'attributes'>): boolean {
  return status !== 'error' && attributes['langfuse.observation.level'] === 'WARNING';
}
