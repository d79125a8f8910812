import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import type { Rewritten } from './rewrite-events.ts';

/**
 * Mistral's reasoning models write a content in parts, text and `thinking`: they become the text and the
 * `reasoning_content` that the chat dialect knows.
 */
export function joinParts(json: JsonObject): Rewritten {
  const choices = objectsIn(json['choices']);
  if (!choices.some(hasParts)) return 'as-it-is';
  return { ...json, choices: choices.map(withJoinedParts) };
}

const holders = ['delta', 'message'] as const;

function hasParts(choice: JsonObject): boolean {
  return holders.some((name) => isObject(choice[name]) && Array.isArray(choice[name]['content']));
}

function withJoinedParts(choice: JsonObject): JsonObject {
  const name = isObject(choice['delta']) ? 'delta' : 'message';
  const holder = isObject(choice[name]) ? choice[name] : {};
  if (!Array.isArray(holder['content'])) return choice;
  const parts = objectsIn(holder['content']);
  const thought = parts.flatMap(thoughtsOf).join('');
  const content = parts.map(textOf).join('');
  const reasoning = thought === '' ? {} : { reasoning_content: thought };
  return { ...choice, [name]: { ...holder, content, ...reasoning } };
}

function textOf(part: JsonObject): string {
  return part['type'] === 'text' ? (stringIn(part, 'text') ?? '') : '';
}

/** A list of parts in its turn; a text in older answers. */
function thoughtsOf(part: JsonObject): string[] {
  if (part['type'] !== 'thinking') return [];
  const { thinking } = part;
  return typeof thinking === 'string' ? [thinking] : objectsIn(thinking).map(textOf);
}
