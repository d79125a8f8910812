import type { JsonObject } from '../../json/json-object.ts';
import { parseObject } from './parse-object.ts';

/** The arguments of a tool call; null if they are none. Llama on Groq writes `null` for a tool without parameters. */
export function parseCallArguments(text: string): JsonObject | null {
  return ['', 'null'].includes(text.trim()) ? {} : parseObject(text);
}

/** Also of what has come so far: nothing but an object can follow, or the rest of `null`. */
export function isWithoutArguments(text: string): boolean {
  return 'null'.startsWith(text.trim());
}
