import { callOf, isObject, type Json, type MessagePart, readPart, resultOf } from './read-part.ts';

export type { MessagePart } from './read-part.ts';

export interface Message {
  role: string;
  parts: MessagePart[];
}

/**
 * Messages in what a span recorded as input or output: requests and answers of OpenAI (chat and Responses), Anthropic and
 * Google, lists of their messages, and the `parts` of OpenTelemetry's GenAI conventions. Null if it is something else, which
 * is then shown as it is.
 */
export function readMessages(value: unknown): Message[] | null {
  if (Array.isArray(value)) return readList(value);
  if (!isObject(value)) return null;
  const list = listOf(value);
  if (list !== null) {
    const messages = readList(list);
    return messages && [...readSystem(value), ...messages];
  }
  if (Array.isArray(value['choices']))
    return readList(value['choices'].map((choice) => isObject(choice) && choice['message']));
  if (Array.isArray(value['candidates']))
    return readList(value['candidates'].map((candidate) => isObject(candidate) && candidate['content']));
  if (isObject(value['message'])) return readList([value['message']]);
  return typeof value['role'] === 'string' ? readList([value]) : null;
}

/** `messages` of chats, `contents` of Google; `input` and `output` of Responses, whose objects say that they are such. */
function listOf(value: Json): unknown[] | null {
  for (const name of ['messages', 'contents']) if (Array.isArray(value[name])) return value[name];
  const { input, output } = value;
  if (value['object'] === 'response' && Array.isArray(output)) return output;
  if (typeof value['model'] !== 'string' || input === undefined) return null;
  return Array.isArray(input) ? input : typeof input === 'string' ? [{ role: 'user', content: input }] : null;
}

/** What Anthropic, Google and Responses keep beside the messages. */
function readSystem(value: Json): Message[] {
  const system = value['system'] ?? value['systemInstruction'] ?? value['instructions'];
  const content = isObject(system) ? system['parts'] : system;
  const parts = readContent(content).filter(({ type }) => type === 'text');
  return parts.length > 0 ? [{ role: 'system', parts }] : [];
}

function readList(values: unknown[]): Message[] | null {
  const messages = values.map((value) => (isObject(value) ? (readItem(value) ?? readMessage(value)) : null));
  return messages.length > 0 && messages.every((message) => message !== null) ? messages : null;
}

/** Responses has calls, results and reasoning between its messages. */
function readItem(item: Json): Message | null {
  if (item['role'] !== undefined) return null;
  const part = readPart(item);
  if (item['type'] === 'function_call' || item['type'] === 'reasoning') return { role: 'assistant', parts: [part] };
  return item['type'] === 'function_call_output' ? { role: 'tool', parts: [part] } : null;
}

function readMessage(message: Json): Message | null {
  const { role } = message;
  if (typeof role !== 'string') return null;
  const body = message['parts'] ?? message['content'];
  const isResult = role === 'tool' && !Array.isArray(message['parts']);
  const content = isResult ? [resultOf(message['tool_call_id'], message['content'])] : readContent(body);
  const reasoning = message['reasoning_content'] ?? message['reasoning'];
  const calls = Array.isArray(message['tool_calls']) ? message['tool_calls'].filter(isObject).map(toolCall) : [];
  return {
    role,
    parts: [...readText('reasoning', reasoning), ...content, ...readText('text', message['refusal']), ...calls],
  };
}

function readContent(content: unknown): MessagePart[] {
  if (Array.isArray(content)) return content.map(readPart);
  if (typeof content === 'string') return readText('text', content);
  return content === undefined || content === null ? [] : [{ type: 'other', value: content }];
}

function readText(type: 'text' | 'reasoning', text: unknown): MessagePart[] {
  return typeof text === 'string' && text !== '' ? [{ type, text }] : [];
}

function toolCall(call: Json): MessagePart {
  const callee = isObject(call['function']) ? call['function'] : call;
  return callOf(call['id'], callee['name'], callee['arguments']);
}
