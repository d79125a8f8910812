import { type JsonObject, objectsIn, stringIn } from '../../../../../shared/json/json-object.ts';
import { unpackReasoning } from './packed-reasoning.ts';

/** A `reasoning` item as the details of the chat dialect. What was packed here holds all of it. */
export function reasoningDetails(item: JsonObject): JsonObject[] {
  const encrypted = stringIn(item, 'encrypted_content') ?? '';
  const packed = unpackReasoning(encrypted);
  if (packed !== null) return packed;
  const id = stringIn(item, 'id');
  const named = id === null ? {} : { id };
  const summaries = textsIn(item['summary']).map((summary) => ({ type: 'reasoning.summary', summary, ...named }));
  const texts = textsIn(item['content']).map((text) => ({ type: 'reasoning.text', text, ...named }));
  const hidden = encrypted === '' ? [] : [{ type: 'reasoning.encrypted', data: encrypted, ...named }];
  return [...summaries, ...texts, ...hidden];
}

function textsIn(parts: unknown): string[] {
  return objectsIn(parts)
    .map((part) => stringIn(part, 'text') ?? '')
    .filter((text) => text !== '');
}
