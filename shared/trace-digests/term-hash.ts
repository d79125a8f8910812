/** Stands between a field and its value: no text that people send is likely to hold it, and a mix-up would only read too much. */
const separator = '\u0000';
const beginning = '\u0002';
const end = '\u0003';

/** 32 bits of a text: FNV-1a over its UTF-16 units, then the finish of MurmurHash3, so that every bit depends on every unit. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mixBits(hash);
}

export function mixBits(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** That a field has exactly this value, in the case that is compared. */
export function valueTerm(field: string, value: string): number {
  return hashText(`${field}${separator}=${value}`);
}

/** That a field with a name of the sender's is there. */
export function nameTerm(field: string, name: string): number {
  return hashText(`${field}${separator}${name}`);
}

/** Three units in a row of any value of a field, whose beginning and end count as one each. */
export function* valueTrigrams(field: string, value: string): Generator<number> {
  yield* trigramsOf(field, `${beginning}${value}${end}`);
}

/** The trigrams that every text has which begins with the first part, ends with the last, and has those between. */
export function patternTrigrams(field: string, parts: readonly string[]): number[] {
  const last = parts.length - 1;
  const texts = parts.map((part, index) => `${index === 0 ? beginning : ''}${part}${index === last ? end : ''}`);
  return texts.flatMap((text) => [...trigramsOf(field, text)]);
}

function* trigramsOf(field: string, text: string): Generator<number> {
  for (let start = 0; start + 3 <= text.length; start++) {
    yield hashText(`${field}${separator}~${text.slice(start, start + 3)}`);
  }
}
