/** Where a member of the outermost object stands in a JSON text: byte offsets of its value. */
export interface JsonMember {
  name: string;
  start: number;
  end: number;
}

const quote = 0x22;
const backslash = 0x5c;
const openingBrace = 0x7b;
const openers = new Set([openingBrace, 0x5b]);
const closers = new Set([0x7d, 0x5d]);
const comma = 0x2c;
const colon = 0x3a;
const whitespace = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Finds members of the outermost object of a text that is known to be JSON and an object. It only tells strings from
 * structure, so it passes over a megabyte of messages without making a single value of them. `null` finds all of them.
 */
export function findJsonMembers(json: Uint8Array, names: ReadonlySet<string> | null): JsonMember[] {
  const found: JsonMember[] = [];
  let at = json.indexOf(openingBrace) + 1;
  while (at < json.length) {
    at = skipWhitespace(json, at);
    if (json[at] !== quote) break;
    const nameEnd = skipString(json, at);
    const name = readName(json, at, nameEnd);
    const colonAt = skipWhitespace(json, nameEnd);
    if (json[colonAt] !== colon) break;
    const start = skipWhitespace(json, colonAt + 1);
    const end = skipValue(json, start);
    if (names === null || names.has(name)) found.push({ name, start, end });
    at = skipWhitespace(json, end);
    if (json[at] !== comma) break;
    at += 1;
  }
  return found;
}

function readName(json: Uint8Array, start: number, end: number): string {
  const text = Buffer.from(json.buffer, json.byteOffset + start, end - start).toString('utf8');
  // Escapes in a name are rare and must not hide it: "mod\u0065l" is "model".
  return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1);
}

function skipWhitespace(json: Uint8Array, from: number): number {
  let at = from;
  while (whitespace.has(json[at] ?? 0)) at += 1;
  return at;
}

/** From an opening quote to just behind the closing one. */
function skipString(json: Uint8Array, from: number): number {
  let at = from + 1;
  for (;;) {
    const end = json.indexOf(quote, at);
    if (end < 0) return json.length;
    let escapes = 0;
    while (json[end - 1 - escapes] === backslash) escapes += 1;
    at = end + 1;
    if (escapes % 2 === 0) return at;
  }
}

function skipValue(json: Uint8Array, from: number): number {
  const first = json[from] ?? 0;
  if (first === quote) return skipString(json, from);
  if (openers.has(first)) return skipContainer(json, from);
  let at = from;
  while (at < json.length && !endsScalar(json[at] ?? 0)) at += 1;
  return at;
}

function endsScalar(byte: number): boolean {
  return byte === comma || closers.has(byte) || whitespace.has(byte);
}

function skipContainer(json: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  while (at < json.length) {
    const byte = json[at] ?? 0;
    if (byte === quote) {
      at = skipString(json, at);
      continue;
    }
    at += 1;
    if (openers.has(byte)) depth += 1;
    else if (closers.has(byte)) depth -= 1;
    if (depth === 0) return at;
  }
  return at;
}
