/** Recorded elsewhere: as the model, the input, or what the caller says about themselves. */
const recordedElsewhere = new Set(['model', 'messages', 'input', 'stream', 'stream_options', 'user', 'metadata']);

/**
 * What a call asked for beside its messages. Where a project stores no content, only plain values stay: schemas, tools and
 * predictions hold what people wrote.
 */
export function modelParameters(
  request: Readonly<Record<string, unknown>>,
  capturesContent: boolean,
): Record<string, unknown> {
  const sent = Object.entries(request).filter(
    ([name, value]) => !recordedElsewhere.has(name) && value !== null && value !== undefined,
  );
  return Object.fromEntries(capturesContent ? sent : sent.filter(([, value]) => isPlain(value)));
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
