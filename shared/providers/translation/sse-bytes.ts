/** One server-sent event with a JSON value as data. */
export function sseBytes(json: unknown): Uint8Array {
  return Buffer.from(sseText(json));
}

/** Many of them in one write. What came before one that cannot be made still goes out. */
export function* sseBatch(all: Iterable<unknown>): Generator<Uint8Array> {
  let text = '';
  try {
    for (const json of all) text += sseText(json);
  } finally {
    if (text !== '') yield Buffer.from(text);
  }
}

/** The end mark of OpenAI's streams. */
export function doneBytes(): Uint8Array {
  return Buffer.from('data: [DONE]\n\n');
}

function sseText(json: unknown): string {
  return `data: ${JSON.stringify(json)}\n\n`;
}
