import type { Span } from '../contract/span.ts';

export type Payload = NonNullable<Span['input']>;

const previewCharacters = 300;
/** Enough to hold a preview after the markup of a message is dropped. */
const maxTextParts = 50;

/** A value as a span's input or output, whole. */
export function toPayload(value: unknown): Payload {
  const json = JSON.stringify(value) ?? 'null';
  return { preview: previewOf(value), value, bytes: Buffer.byteLength(json), isTruncated: false };
}

/**
 * The first characters as a person would read them: the text of the last message of a conversation, else the text
 * itself, else JSON.
 */
export function previewOf(value: unknown): string {
  const text = textOf(value) ?? JSON.stringify(value) ?? '';
  return cut(text.trim());
}

/** Cuts between characters, never inside a surrogate pair. */
export function cut(text: string, maxCharacters = previewCharacters): string {
  if (text.length <= maxCharacters) return text;
  const end = isHighSurrogate(text.charCodeAt(maxCharacters - 2)) ? maxCharacters - 2 : maxCharacters - 1;
  return `${text.slice(0, end)}…`;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** Conversations are not nested deeper; what is would only cost time. */
const maxDepth = 8;

function textOf(value: unknown, depth = 0): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > maxDepth) return null;
  if (Array.isArray(value)) return textOfList(value, depth);
  return textOfObject(value as Record<string, unknown>, depth);
}

function textOfObject(value: Record<string, unknown>, depth: number): string | null {
  for (const field of ['content', 'text', 'parts', 'messages', 'message', 'choices', 'input']) {
    const text = value[field] === undefined ? null : textOf(value[field], depth + 1);
    if (text !== null && text !== '') return text;
  }
  return null;
}

/** Of messages the last one that has text; of the parts of one message all of them. */
function textOfList(values: readonly unknown[], depth: number): string | null {
  const isConversation = values.some((each) => typeof each === 'object' && each !== null && 'role' in each);
  const parts = values.slice(-maxTextParts).map((part) => textOf(part, depth + 1));
  const texts = parts.filter((part) => part !== null && part !== '');
  if (texts.length === 0) return null;
  return isConversation ? (texts.at(-1) ?? null) : texts.join(' ');
}
