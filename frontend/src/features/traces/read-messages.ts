/** A part of a message, whichever dialect it was recorded in. */
export type MessagePart =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'image'; url: string }
  | { type: 'toolCall'; id: string | null; name: string; arguments: string }
  | { type: 'toolResult'; id: string | null; text: string }
  | { type: 'other'; value: unknown };

export interface Message {
  role: string;
  parts: MessagePart[];
}

type Json = Record<string, unknown>;

/**
 * Messages in what a span recorded as input or output: OpenAI requests, messages, completions and choices, and the
 * `parts` of OpenTelemetry's GenAI conventions. Null if it is something else, which is then shown as it is.
 */
export function readMessages(value: unknown): Message[] | null {
  if (Array.isArray(value)) return readList(value);
  if (!isObject(value)) return null;
  if (Array.isArray(value['messages'])) return readList(value['messages']);
  if (Array.isArray(value['choices']))
    return readList(value['choices'].map((choice) => isObject(choice) && choice['message']));
  if (isObject(value['message'])) return readList([value['message']]);
  return typeof value['role'] === 'string' ? readList([value]) : null;
}

function readList(values: unknown[]): Message[] | null {
  const messages = values.map((value) =>
    isObject(value) && typeof value['role'] === 'string' ? readMessage(value) : null,
  );
  return messages.length > 0 && messages.every((message) => message !== null) ? messages : null;
}

function readMessage(message: Json): Message {
  const role = String(message['role']);
  const body = message['parts'] ?? message['content'];
  const content = role === 'tool' && !Array.isArray(message['parts']) ? [toolResult(message)] : readContent(body);
  const reasoning = message['reasoning_content'] ?? message['reasoning'];
  const calls = Array.isArray(message['tool_calls']) ? message['tool_calls'].filter(isObject).map(toolCall) : [];
  return {
    role,
    parts: [...readText('reasoning', reasoning), ...content, ...readText('text', message['refusal']), ...calls],
  };
}

function readContent(content: unknown): MessagePart[] {
  if (Array.isArray(content))
    return content.map((part) => (isObject(part) ? readPart(part) : { type: 'other', value: part }));
  if (typeof content === 'string') return readText('text', content);
  return content === undefined || content === null ? [] : [{ type: 'other', value: content }];
}

function readText(type: 'text' | 'reasoning', text: unknown): MessagePart[] {
  return typeof text === 'string' && text !== '' ? [{ type, text }] : [];
}

/** By the `type` of a content part, in OpenAI's and in OpenTelemetry's words. */
function readPart(part: Json): MessagePart {
  const text = part['text'] ?? part['content'];
  const image = part['image_url'];
  switch (part['type']) {
    case 'text':
    case 'input_text':
    case 'output_text':
    case 'refusal':
      return { type: 'text', text: asText(text ?? part['refusal']) };
    case 'reasoning':
    case 'thinking':
      return { type: 'reasoning', text: asText(text ?? part['thinking']) };
    case 'image_url':
      return { type: 'image', url: asText(isObject(image) ? image['url'] : image) };
    case 'tool_call':
      return {
        type: 'toolCall',
        id: textOrNull(part['id']),
        name: asText(part['name']),
        arguments: asText(part['arguments']),
      };
    case 'tool_call_response':
      return { type: 'toolResult', id: textOrNull(part['id']), text: asText(part['result'] ?? part['response']) };
    default:
      return { type: 'other', value: part };
  }
}

function toolCall(call: Json): MessagePart {
  const callee = isObject(call['function']) ? call['function'] : call;
  return {
    type: 'toolCall',
    id: textOrNull(call['id']),
    name: asText(callee['name']),
    arguments: asText(callee['arguments']),
  };
}

function toolResult(message: Json): MessagePart {
  return { type: 'toolResult', id: textOrNull(message['tool_call_id']), text: asText(message['content']) };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value, null, 2);
}
