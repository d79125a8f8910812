import { isObject, type JsonObject } from '../json/json-object.ts';

/**
 * The usage that an answer or a chunk reports; undefined or null if it has none. Groq tells the usage of streams in a field
 * of its own unless it is asked for with `include_usage`, and some programs do not ask.
 */
export function usageIn(json: JsonObject): unknown {
  const extra = json['x_groq'];
  return json['usage'] ?? (isObject(extra) ? extra['usage'] : undefined);
}
