import * as z from 'zod';
import { isObject } from '../../../shared/json/json-object.ts';
import { listOf } from './list-of.ts';
import { maxValueDepth, toJsonInteger } from './otlp-request.ts';
import { toJsonName } from './proto-names.ts';

/** Values are checked as they are decoded, because a schema for a recursive union is slow. */
export const jsonAttributesSchema = listOf(
  // proto3's JSON leaves out what is empty: a name as well as a value.
  z.object({ key: z.string().default(''), value: z.unknown().optional() }),
  isPair,
);

function isPair(value: unknown): value is { key: string; value?: unknown } {
  return isObject(value) && typeof value['key'] === 'string';
}

const valueSchema = z.looseObject({}).nullish();
/** As a number, one of more than 53 bits was rounded by whoever parsed the JSON; the span is worth more than its last digits. */
const integerForm = 'must be an integer, as a number or as digits';
const integerSchema = z.union(
  [z.number().refine(Number.isInteger, integerForm), z.string().regex(/^-?\d{1,20}$/, integerForm)],
  integerForm,
);
const valuesSchema = z.object({ values: z.array(z.unknown()).nullish() });
const pairsSchema = z.object({ values: jsonAttributesSchema.nullish() });

/** An AnyValue as JSON. Throws a `ZodError` for what is none. */
export function decodeJsonValue(anyValue: unknown, depth = 0): unknown {
  if (depth > maxValueDepth) throw new RangeError('A value is nested too deeply.');
  // Some write every kind, all but one as null.
  const kinds = Object.entries(valueSchema.parse(anyValue) ?? {});
  const [kind = '', value] = kinds.find(([, each]) => each !== null) ?? [];
  switch (toJsonName(kind)) {
    case 'stringValue':
    case 'bytesValue':
      return z.string().parse(value);
    case 'boolValue':
      return z.boolean().parse(value);
    case 'intValue':
      return toJsonInteger(BigInt(integerSchema.parse(value)));
    case 'doubleValue':
      return toDouble(z.union([z.number(), z.string()]).parse(value));
    case 'arrayValue':
      return (valuesSchema.parse(value).values ?? []).map((each) => decodeJsonValue(each, depth + 1));
    case 'kvlistValue':
      return Object.fromEntries(
        (pairsSchema.parse(value).values ?? []).map((pair) => [pair.key, decodeJsonValue(pair.value, depth + 1)]),
      );
    default:
      return null;
  }
}

/** proto3's JSON allows numbers as text, and writes NaN and the infinities by name. */
function toDouble(value: number | string): number | string {
  return Number.isFinite(Number(value)) && value !== '' ? Number(value) : value;
}
