import { jsonTypes, type KeywordShape } from './keyword-shapes.ts';

type PlainShape = Exclude<KeywordShape, `schema${string}` | 'stringsMap'>;

const rules: Record<PlainShape, readonly [isRight: (value: unknown) => boolean, message: string]> = {
  strings: [isStrings, 'holds a list of names'],
  type: [isType, `is one of ${jsonTypes.join(', ')}, or a list of them`],
  count: [(value) => Number.isSafeInteger(value) && Number(value) >= 0, 'is a whole number from 0'],
  number: [(value) => typeof value === 'number', 'is a number'],
  positive: [(value) => typeof value === 'number' && value > 0, 'is a number greater than 0'],
  boolean: [(value) => typeof value === 'boolean', 'is true or false'],
  string: [(value) => typeof value === 'string', 'is a text'],
  pattern: [isPattern, 'is a regular expression with the flag `u`'],
  list: [(value) => Array.isArray(value) && value.length > 0, 'holds a list of at least one value'],
};

/** What is wrong with the value of a keyword that holds no schema; null if nothing is. */
export function valueFault(shape: PlainShape, value: unknown): string | null {
  const [isRight, message] = rules[shape];
  return isRight(value) ? null : message;
}

export function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isType(value: unknown): boolean {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  return names.length > 0 && names.every((name) => (jsonTypes as readonly unknown[]).includes(name));
}

/** As the validator will compile it. */
export function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    new RegExp(value, 'u');
    return true;
  } catch {
    return false;
  }
}
