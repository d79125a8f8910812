import { isObject, type JsonObject } from '../../json/json-object.ts';

/** A `content` as parts: a text is one part, nothing and an empty text are none. */
export function contentParts(content: unknown): JsonObject[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return Array.isArray(content) ? content.filter(isObject) : [];
}

/** The texts of a `content`, joined. */
export function contentText(content: unknown): string {
  return contentParts(content)
    .map((part) => (typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}
