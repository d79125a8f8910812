import { isObject, type JsonObject } from '../../../shared/json/json-object.ts';

export function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A version may be a number. */
export function readLabel(value: unknown): string | null {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : readText(value);
}

/** A count; some instrumentations write numbers as text. */
export function readCount(value: unknown): number | null {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isFinite(count) ? count : null;
}

export function readFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** One text, a list, or a list as JSON. */
export function readTexts(value: unknown): string[] | null {
  const parsed = typeof value === 'string' && value.startsWith('[') ? readJson(value) : value;
  if (typeof parsed === 'string') return parsed === '' ? null : [parsed];
  return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : null;
}

/** Deeper JSON stays text: nobody means it, and what serialises it later could run out of stack. */
const maxJsonDepth = 200;

/** A value that attributes carry as JSON text, or as structured values where the SDK supports them. */
export function readJson(value: unknown): NonNullable<unknown> | null {
  if (typeof value !== 'string') return value ?? null;
  if (deepestBracket(value) > maxJsonDepth) return value;
  try {
    const keep = mayHoldLongIntegers.test(value) ? keepLongIntegers : undefined;
    return JSON.parse(value, keep) as NonNullable<unknown> | null;
  } catch {
    return value;
  }
}

const mayHoldLongIntegers = /\d{16}/;

/** Ids of many services are integers of more than 53 bits; as in OTLP, they are their digits rather than another number. */
function keepLongIntegers(_name: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d+$/.test(source) ? source : value;
}

export function readJsonObject(value: unknown): JsonObject | null {
  const json = readJson(value);
  return isObject(json) ? json : null;
}

/** At least the depth of the JSON: brackets inside strings count too. */
function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
