import { isObject, type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import type { NewItem } from '../../../shared/storage/conversation-append.ts';
import { packReasoning } from '../surfaces/openai-responses/request/packed-reasoning.ts';

/** Messages of the chat dialect as items in OpenAI's form. `cache_control` and `name` are of a request and do not stay. */
export function messagesToItems(messages: readonly JsonObject[]): NewItem[] {
  return messages.flatMap((message) => {
    switch (message['role']) {
      case 'assistant':
        return assistantItems(message);
      case 'tool':
        return [toolResult(message)];
      default:
        return [spoken(message, 'input_text')];
    }
  });
}

function assistantItems(message: JsonObject): NewItem[] {
  const details = reasoningOf(message);
  const said = message['content'];
  const refusal = stringIn(message, 'refusal');
  const content = [...partsOf(said, 'output_text'), ...(refusal === null ? [] : [{ type: 'refusal', refusal }])];
  const annotations = objectsIn(message['annotations']);
  return [
    ...(details.length === 0
      ? []
      : [{ type: 'reasoning', summary: [], encrypted_content: packReasoning(details), status: 'completed' }]),
    ...(content.length === 0
      ? []
      : [{ type: 'message', role: 'assistant', status: 'completed', content: withAnnotations(content, annotations) }]),
    ...objectsIn(message['tool_calls']).map(toolCall),
  ];
}

function reasoningOf(message: JsonObject): JsonObject[] {
  const details = objectsIn(message['reasoning_details']);
  const text = stringIn(message, 'reasoning_content') ?? '';
  return details.length > 0 || text === '' ? details : [{ type: 'reasoning.text', text }];
}

function withAnnotations(content: JsonObject[], annotations: JsonObject[]): JsonObject[] {
  return content.map((part, index) =>
    index === 0 && part['type'] === 'output_text' ? { ...part, annotations } : part,
  );
}

function toolCall(call: JsonObject): NewItem {
  const called = isObject(call['function']) ? call['function'] : {};
  return {
    type: 'function_call',
    call_id: call['id'],
    name: called['name'],
    arguments: called['arguments'],
    status: 'completed',
    ...(call['extra_content'] === undefined ? {} : { extra_content: call['extra_content'] }),
  };
}

function toolResult(message: JsonObject): NewItem {
  const { content } = message;
  return {
    type: 'function_call_output',
    call_id: message['tool_call_id'],
    output: typeof content === 'string' ? content : partsOf(content, 'input_text'),
    status: 'completed',
    ...(message['is_error'] === undefined ? {} : { is_error: message['is_error'] }),
  };
}

function spoken(message: JsonObject, textType: string): NewItem {
  return {
    type: 'message',
    role: message['role'],
    status: 'completed',
    content: partsOf(message['content'], textType),
  };
}

function partsOf(content: unknown, textType: string): JsonObject[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: textType, text: content }];
  return objectsIn(content).map((part) => toItemPart(part, textType));
}

function toItemPart(part: JsonObject, textType: string): JsonObject {
  switch (part['type']) {
    case 'text':
      return { type: textType, text: part['text'] };
    case 'image_url': {
      const image = isObject(part['image_url']) ? part['image_url'] : {};
      const { detail } = image;
      return { type: 'input_image', image_url: image['url'], ...(detail === undefined ? {} : { detail }) };
    }
    case 'file':
      return { type: 'input_file', ...(isObject(part['file']) ? part['file'] : {}) };
    default:
      return part;
  }
}
