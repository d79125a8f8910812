import { isObject, type JsonObject, objectsIn } from '../../../../shared/json/json-object.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { unflatten } from './unflatten.ts';

/** `llm.input_messages.0.message.role` and so on, as messages of a chat. Null if the span has none. */
export function readOpenInferenceMessages(attributes: Attributes, prefix: string): JsonObject[] | null {
  const list = unflatten(attributes, prefix);
  return list === null ? null : objectsIn(list).map((each) => toMessage(objectIn(each, 'message')));
}

/** Documents that a search found, or that were ranked. */
export function readDocuments(attributes: Attributes, prefix: string): JsonObject[] | null {
  const list = unflatten(attributes, prefix);
  return list === null ? null : objectsIn(list).map((each) => objectIn(each, 'document'));
}

function toMessage(message: JsonObject): JsonObject {
  const { role, content, contents, tool_calls: toolCalls, tool_call_id: toolCallId, name } = message;
  const parts = objectsIn(contents).map((each) => toPart(objectIn(each, 'message_content')));
  return withoutUndefined({
    role,
    content: parts.length > 0 ? parts : (content ?? null),
    tool_calls: toolCalls === undefined ? undefined : objectsIn(toolCalls).map(toToolCall),
    tool_call_id: toolCallId,
    name,
  });
}

function toPart(part: JsonObject): JsonObject {
  const { type, text, image, ...rest } = part;
  const url = objectIn(objectIn(part, 'image'), 'image')['url'];
  if (image !== undefined && url !== undefined) return { type: 'image_url', image_url: { url } };
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
