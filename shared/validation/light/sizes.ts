/** Of a text in code points, as zod measures it; of an array its items. */
export function sizeOf(value: string | readonly unknown[]): number {
  if (typeof value !== 'string' || !surrogates.test(value)) return value.length;
  let size = 0;
  for (const _ of value) size++;
  return size;
}

const surrogates = /[\ud800-\udbff]/;
