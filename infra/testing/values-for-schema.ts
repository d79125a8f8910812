import fc from 'fast-check';
import type * as z from 'zod';

/** What a schema says of itself; which parts there are depends on its `type`. */
interface Definition {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, unknown>;
  values?: unknown[];
  innerType?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
}

const texts = [
  ...['', 'a', ' padded ', 'a-b', 'A', 'gpt-*', 'viewer', '0.50', '5', '-3', '01:30', '24:00', 'ftp://a.example'],
  ...['https://api.example.com/v1', ' https://a.example\n', 'http:a.example', 'true', 'x'.repeat(81), '🙂'.repeat(80)],
  ...[
    '2026-11-26',
    '2024-02-29',
    '2023-02-29',
    '2026-11-26T14:00:00Z',
    '2026-11-26T14:00:00.123Z',
    '2026-11-26T14:00:00',
  ],
  ...['2026-11-26T25:00:00Z', '01890a5d-ac96-774b-bcce-b302099a8057', '01890A5D-AC96-774B-BCCE-B302099A8057'],
  ...['00000000-0000-0000-0000-000000000000', '01890a5d-ac96-074b-bcce-b302099a8057', 'f'.repeat(32), '0'.repeat(16)],
  ...['ada@example.com', 'sandbox/lorem', '__proto__', 'a\ud800', 'x'.repeat(300)],
];
const numbers = [0, 1, -1, 0.5, 2, 3, 16, 17, 128, 200, 1_000, 1e9, 1_764_165_600_000, 2 ** 53, -(2 ** 53), Number.NaN];
const others = [null, undefined, true, false, [], {}, Number.POSITIVE_INFINITY, new Uint8Array(2), new Date(0)];
const anything = fc.constantFrom<unknown>(...texts, ...numbers, ...others, ['a'], { a: 1 });

/** Values of which most fit a schema, in most of their parts, and the others are wrong somewhere. */
export function valuesFor(schema: z.ZodType, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fitting(schema, depth + 1), weight: rarity(depth) }, { arbitrary: anything, weight: 1 });
}

/** The deeper, the more parts there are, of which one that is wrong spoils the whole. */
function rarity(depth: number): number {
  return 20 * 2 ** depth;
}

function fitting(schema: z.ZodType, depth: number): fc.Arbitrary<unknown> {
  const definition = schema._zod.def as unknown as Definition;
  const { innerType, element, options, keyType, valueType, shape } = definition;
  if (shape) return objectsOf(shape, depth);
  if (element) return fc.array(valuesFor(element, depth), { maxLength: 3 });
  if (options) return fc.oneof(...options.map((option) => valuesFor(option, depth)));
  if (keyType && valueType)
    return fc.dictionary(valuesFor(keyType, depth).map(String), valuesFor(valueType, depth), { maxKeys: 3 });
  if (innerType) return orNothing(definition.type, valuesFor(innerType, depth));
  if (definition.in && definition.out)
    return fc.oneof(valuesFor(definition.in, depth), valuesFor(definition.out, depth));
  const known = definition.values ?? Object.values(definition.entries ?? {});
  const fit = (known.length > 0 ? known : [...texts, ...numbers, ...others]).filter(
    (value) => schema.safeParse(value).success,
  );
  return fit.length > 0 ? fc.constantFrom(...fit) : anything;
}

function orNothing(type: string, inner: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: inner, weight: 4 }, fc.constantFrom(type === 'nullable' ? null : undefined));
}

/** Fields that are optional are missing now and then, others rarely; some objects have one more, of an odd name, too. */
function objectsOf(shape: Record<string, z.ZodType>, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.entries(shape).map(([key, field]) => {
    const isOptional = field.safeParse(undefined).success;
    const missing = { arbitrary: fc.constant<[string, unknown][]>([]), weight: 1 };
    const there = valuesFor(field, depth).map((value): [string, unknown][] => [[key, value]]);
    return fc.oneof({ arbitrary: there, weight: isOptional ? 2 : 3 * rarity(depth) }, missing);
  });
  const oneMore = fc.constantFrom('other', '__proto__', 'constructor').map((key): [string, unknown][] => [[key, 1]]);
  const rarely = fc.oneof(
    { arbitrary: fc.constant<[string, unknown][]>([]), weight: 12 },
    { arbitrary: oneMore, weight: 1 },
  );
  return fc.tuple(...fields, rarely).map((entries) => Object.fromEntries(entries.flat()));
}
