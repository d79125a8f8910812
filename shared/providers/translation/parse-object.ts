import { isObject, type JsonObject, parseJson } from '../../json/json-object.ts';

/** A JSON text as an object; null if it is something else. */
export function parseObject(text: string): JsonObject | null {
  const value = parseJson(text)?.value;
  return isObject(value) ? value : null;
}
