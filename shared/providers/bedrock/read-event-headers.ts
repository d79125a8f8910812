/** Header types of the AWS event stream and the bytes of their values; null where a length of two bytes comes first. */
const valueSizes: readonly (number | null)[] = [0, 0, 1, 2, 4, 8, null, null, 8, 16];
const stringType = 7;

/**
 * The string headers of an event (docs.aws.amazon.com, "Event stream encoding"). Others have no meaning for a stream of
 * a model and are passed over. Null if they do not add up.
 */
export function readEventHeaders(bytes: Buffer): Record<string, string> | null {
  const headers: Record<string, string> = {};
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    const type = bytes[nameEnd] ?? -1;
    const value = valueRange(bytes, nameEnd + 1, type);
    if (value === null || value.end > bytes.length) return null;
    if (type === stringType) {
      headers[bytes.toString('utf8', at + 1, nameEnd)] = bytes.toString('utf8', value.start, value.end);
    }
    at = value.end;
  }
  return headers;
}

function valueRange(bytes: Buffer, at: number, type: number): { start: number; end: number } | null {
  const size = valueSizes[type];
  if (size === undefined) return null;
  if (size !== null) return { start: at, end: at + size };
  if (at + 2 > bytes.length) return null;
  return { start: at + 2, end: at + 2 + bytes.readUInt16BE(at) };
}
