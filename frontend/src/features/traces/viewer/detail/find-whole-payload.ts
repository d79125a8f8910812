import type { Span } from '../../../../../../shared/contract/span.ts';

export type PayloadSide = 'input' | 'output';
type SpanId = Pick<Span, 'traceId' | 'spanId'>;

/** A payload in the export of its trace: a text as it was sent, anything else as JSON. Null where not even that has the whole. */
export function findWholePayload(
  jsonl: string,
  { traceId, spanId }: SpanId,
  side: PayloadSide,
): { text: string; ending: 'txt' | 'json' } | null {
  for (const line of jsonl.split('\n')) {
    if (!line.startsWith('{"trace":')) continue;
    const { spans } = JSON.parse(line) as { spans: Span[] };
    const payload = spans.find((span) => span.traceId === traceId && span.spanId === spanId)?.[side];
    if (!payload || payload.isTruncated) continue;
    return typeof payload.value === 'string'
      ? { text: payload.value, ending: 'txt' }
      : { text: JSON.stringify(payload.value, null, 2), ending: 'json' };
  }
  return null;
}
