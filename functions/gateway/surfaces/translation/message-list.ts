import type { JsonObject } from '../../../../shared/json/json-object.ts';
import type { FieldMap } from './field-map.ts';

/** A content part of the chat dialect and the caller's field that it came from. */
export interface SourcedPart {
  part: JsonObject;
  field: string;
}

/** The messages of a chat request, each with where it came from. */
export interface MessageList {
  /** `parts` become the content; a single bare text becomes a plain one, which every provider takes. */
  add(message: JsonObject, field: string, parts?: readonly SourcedPart[]): void;
  readonly messages: JsonObject[];
}

export function createMessageList(fields: FieldMap): MessageList {
  const messages: JsonObject[] = [];
  return {
    messages,
    add(message, field, parts) {
      const path = `messages.${messages.length}`;
      fields.note(path, field);
      for (const [at, part] of (parts ?? []).entries()) fields.note(`${path}.content.${at}`, part.field);
      messages.push(parts ? { ...message, content: toContent(parts) } : message);
    },
  };
}

function toContent(parts: readonly SourcedPart[]): unknown {
  const [only] = parts;
  if (only && parts.length === 1 && isBareText(only.part)) return only.part['text'];
  return parts.map(({ part }) => part);
}

function isBareText(part: JsonObject): boolean {
  return part['type'] === 'text' && Object.keys(part).length === 2;
}
