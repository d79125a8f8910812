import { isObject, type JsonObject, objectsIn } from '../../../../shared/json/json-object.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import type { FoundContent } from './content-rules.ts';
import { namesBelow, unflatten } from './unflatten.ts';

/**
 * What the functions below take, by its name after the prefix. They rename, so that what they do not know would be lost: it
 * stays among the attributes.
 */
const inMessages =
  /^\d+\.message\.(role|content|tool_call_id|name|tool_calls\.\d+\.tool_call\.(id|function\.(name|arguments))|contents\.\d+\.message_content\.(image\.image\.url|(?!image\.).+))$/;
const inDocuments = /^\d+\.document\./;

/** `llm.input_messages.0.message.role` and so on, as messages of a chat. Null if the span has none. */
export function readOpenInferenceMessages(from: Attributes, prefix: string): FoundContent | null {
  const list = unflatten(from, prefix);
  if (list === null) return null;
  const value = objectsIn(list).map((each) => toMessage(objectIn(each, 'message')));
  return { value, attributes: namesBelow(prefix, from, inMessages) };
}

/** Documents that a search found, or that were ranked. */
export function readDocuments(from: Attributes, prefix: string): FoundContent | null {
  const list = unflatten(from, prefix);
  if (list === null) return null;
  const value = objectsIn(list).map((each) => objectIn(each, 'document'));
  return { value, attributes: namesBelow(prefix, from, inDocuments) };
}

function toMessage(message: JsonObject): JsonObject {
  const { role, content, contents, tool_calls: toolCalls, tool_call_id: toolCallId, name } = message;
  const parts = objectsIn(contents).map((each) => toPart(objectIn(each, 'message_content')));
  return withoutUndefined({
    role,
    content: parts.length > 0 ? withText(content, parts) : (content ?? null),
    tool_calls: toolCalls === undefined ? undefined : objectsIn(toolCalls).map(toToolCall),
    tool_call_id: toolCallId,
    name,
  });
}

/** A text beside the parts mostly repeats one of them. */
function withText(text: unknown, parts: JsonObject[]): JsonObject[] {
  const isRepeated = text === undefined || parts.some((part) => part['text'] === text);
  return isRepeated ? parts : [{ type: 'text', text }, ...parts];
}

function toPart({ type, text, image, ...rest }: JsonObject): JsonObject {
  const url = objectIn(objectIn({ image }, 'image'), 'image')['url'];
  if (url !== undefined) return withoutUndefined({ type: 'image_url', image_url: { url }, text, ...rest });
  return withoutUndefined({ type, text, ...rest });
}

function toToolCall(each: JsonObject): JsonObject {
  const call = objectIn(each, 'tool_call');
  const { name, arguments: json } = objectIn(call, 'function');
  return withoutUndefined({ id: call['id'], type: 'function', function: withoutUndefined({ name, arguments: json }) });
}

function objectIn(json: JsonObject, name: string): JsonObject {
  const value = json[name];
  return isObject(value) ? value : {};
}

function withoutUndefined(json: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));
}
