import type { DecodingBudget } from './decoding-budget.ts';
import { type Attributes, maxValueDepth, toJsonDouble, toJsonInteger } from './otlp-request.ts';
import {
  boolField,
  bytesField,
  doubleField,
  type FieldReader,
  type Fields,
  int64Field,
  readMessage,
  textField,
} from './protobuf-message.ts';

/** A field of repeated KeyValue, read into the attributes that `of` finds in the target. */
export function attributesField<T>(of: (target: T) => Attributes): FieldReader<T> {
  return bytesField((target, bytes, budget) => addAttribute(of(target), bytes, 0, budget));
}

interface KeyValue {
  key: string;
  value: Uint8Array | null;
}

const keyValueFields: Fields<KeyValue> = {
  1: textField((target, key) => {
    target.key = key;
  }),
  2: bytesField((target, value) => {
    target.value = value;
  }),
};

function addAttribute(attributes: Attributes, bytes: Uint8Array, depth: number, budget: DecodingBudget): void {
  const { key, value } = readMessage(bytes, { key: '', value: null } as KeyValue, keyValueFields, budget);
  define(attributes, key, value === null ? null : decodeValue(value, depth, budget));
}

/** Plain assignment would let a key named `__proto__` change the object instead of being in it. */
export function define(attributes: Attributes, key: string, value: unknown): void {
  Object.defineProperty(attributes, key, { value, enumerable: true, configurable: true, writable: true });
}

/** An AnyValue as JSON; bytes in base64. */
function decodeValue(bytes: Uint8Array, depth: number, budget: DecodingBudget): unknown {
  if (depth > maxValueDepth) throw new RangeError('A value is nested too deeply.');
  return readMessage(bytes, { value: null as unknown }, valueFields(depth), budget).value;
}

function valueFields(depth: number): Fields<{ value: unknown }> {
  return {
    1: textField((target, text) => {
      target.value = text;
    }),
    2: boolField((target, bool) => {
      target.value = bool;
    }),
    3: int64Field((target, digits) => {
      target.value = toJsonInteger(digits);
    }),
    4: doubleField((target, double) => {
      target.value = toJsonDouble(double);
    }),
    5: bytesField((target, array, budget) => {
      target.value = decodeArray(array, depth, budget);
    }),
    6: bytesField((target, list, budget) => {
      const pairs: Fields<Attributes> = {
        1: bytesField((attributes, pair) => addAttribute(attributes, pair, depth + 1, budget)),
      };
      target.value = readMessage(list, {} as Attributes, pairs, budget);
    }),
    7: bytesField((target, raw) => {
      target.value = Buffer.from(raw).toString('base64');
    }),
  };
}

function decodeArray(bytes: Uint8Array, depth: number, budget: DecodingBudget): unknown[] {
  const items: Fields<unknown[]> = {
    1: bytesField((values, value) => {
      values.push(decodeValue(value, depth + 1, budget));
    }),
  };
  return readMessage(bytes, [] as unknown[], items, budget);
}
