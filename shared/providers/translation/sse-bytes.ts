/** One server-sent event with a JSON value as data. */
export function sseBytes(json: unknown): Uint8Array {
  return Buffer.from(`data: ${JSON.stringify(json)}\n\n`);
}

/** The end mark of OpenAI's streams. */
export function doneBytes(): Uint8Array {
  return Buffer.from('data: [DONE]\n\n');
}
