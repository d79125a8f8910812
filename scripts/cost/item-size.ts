/**
 * Bytes of an item as DynamoDB counts them: names and texts in UTF-8, numbers by digits, binary by length.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + (value === undefined ? 0 : Buffer.byteLength(name) + valueSize(value)),
    0,
  );
}

/** Of lists, maps and each of their elements. */
const containerBytes = 3;

function valueSize(value: unknown): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace('.', '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return [...value].reduce<number>((sum, each) => sum + valueSize(each), containerBytes);
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + valueSize(each), containerBytes);
  const entries = Object.entries(value as Record<string, unknown>);
  return entries.reduce(
    (sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + (each === undefined ? 0 : valueSize(each)),
    containerBytes,
  );
}

export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** Of a strongly consistent read. */
export function readUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 4096));
}
