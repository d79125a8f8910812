import { isObject, type JsonObject, objectsIn } from '../json/json-object.ts';

/**
 * The usage that an answer or a chunk reports; undefined or null if it has none. Groq tells the usage of streams in a field
 * of its own, and Moonshot in the choice that ends, unless they are asked for it with `include_usage`, and some programs do
 * not ask.
 */
export function usageIn(json: JsonObject): unknown {
  const extra = json['x_groq'];
  const own = json['usage'] ?? (isObject(extra) ? extra['usage'] : undefined);
  return own ?? objectsIn(json['choices'])[0]?.['usage'];
}
