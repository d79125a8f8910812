import { isObject, type JsonObject, objectsIn, parseJson } from '../../../shared/json/json-object.ts';

/** A surface as bytes: for tests that look at what no client shows. */
export interface RawSurface {
  name: 'chat completions' | 'responses' | 'messages';
  path: string;
  body(model: string, prompt: string): JsonObject;
  /** What an answer in one piece says. */
  textOf(answer: JsonObject): string;
  /** What an event adds to the text. */
  deltaOf(event: JsonObject): string;
  errorOf(event: JsonObject): unknown;
  isEnd(data: string): boolean;
}

const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string | number, unknown> | undefined)?.[name], value);
const said = (value: unknown): string => (typeof value === 'string' ? value : '');
const messages = (prompt: string) => [{ role: 'user', content: prompt }];

export const surfaces: readonly RawSurface[] = [
  {
    name: 'chat completions',
    path: '/v1/chat/completions',
    body: (model, prompt) => ({ model, max_tokens: 500, messages: messages(prompt) }),
    textOf: (answer) => said(at(answer, 'choices', 0, 'message', 'content')),
    deltaOf: (event) => said(at(event, 'choices', 0, 'delta', 'content')),
    errorOf: (event) => event['error'],
    isEnd: (data) => data === '[DONE]',
  },
  {
    name: 'responses',
    path: '/v1/responses',
    body: (model, prompt) => ({ model, max_output_tokens: 500, input: prompt, store: false }),
    textOf: ({ output }) =>
      objectsIn(output)
        .flatMap(({ content }) => objectsIn(content))
        .map(({ text }) => said(text))
        .join(''),
    deltaOf: ({ type, delta }) => (type === 'response.output_text.delta' ? said(delta) : ''),
    errorOf: (event) => (event['type'] === 'response.failed' ? at(event, 'response', 'error') : event['error']),
    isEnd: (data) => data.includes('"type":"response.completed"'),
  },
  {
    name: 'messages',
    path: '/v1/messages',
    body: (model, prompt) => ({ model, max_tokens: 500, messages: messages(prompt) }),
    textOf: ({ content }) =>
      objectsIn(content)
        .map(({ text }) => said(text))
        .join(''),
    deltaOf: (event) => said(at(event, 'delta', 'text')),
    errorOf: (event) => event['error'],
    isEnd: (data) => data === '{"type":"message_stop"}',
  },
];

export interface Streamed {
  text: string;
  error: JsonObject | null;
  hasEnded: boolean;
}

/** Reads a stream as server-sent events; throws if an event is none. */
export function readStream({ deltaOf, errorOf, isEnd }: RawSurface, bytes: string): Streamed {
  const read: Streamed = { text: '', error: null, hasEnded: false };
  for (const event of bytes.split('\n\n').slice(0, -1)) {
    const data = event
      .split('\n')
      .find((line) => line.startsWith('data: '))
      ?.slice(6);
    if (data === undefined) continue;
    if (read.error !== null || read.hasEnded) throw new Error(`An event after the end: ${data}`);
    read.hasEnded = isEnd(data);
    const json = parseJson(data)?.value;
    if (!isObject(json)) continue;
    read.text += deltaOf(json);
    const error = errorOf(json);
    if (isObject(error)) read.error = error;
  }
  return read;
}
