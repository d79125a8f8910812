import type { StoredSpan } from '../telemetry/stored-span.ts';

/** Where full text looks in a span, but for large inputs and outputs, which are objects of their own. */
export function* textsOfSpan(span: StoredSpan): Generator<string> {
  const { input, output, attributes, metadata } = span;
  yield* textsOf([span.name, span.traceName, span.statusMessage, span.errorType, span.service, span.environment]);
  yield* textsOf([span.release, span.sessionId, span.userId, span.tags, span.model]);
  yield* Object.keys(attributes);
  yield* textsOf(attributes);
  yield* Object.keys(metadata);
  yield* textsOf(metadata);
  for (const payload of [input, output]) {
    if (payload === null) continue;
    yield payload.preview;
    if ('value' in payload) yield* textsOf(payload.value);
  }
}

/** Every text and number in a JSON value. */
export function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null) {
    for (const part of Array.isArray(value) ? value : Object.values(value)) yield* textsOf(part);
  }
}
