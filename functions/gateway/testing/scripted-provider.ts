import type { ProviderRecord } from '../../../shared/contract/providers.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { ProviderCall, ProviderResponse } from '../../../shared/providers/provider.ts';
import type { OpenProvider } from '../open-provider.ts';
import { mockRecord } from './gateway-harness.ts';

/** What a model says to a call: a text, a whole message, or a failure. */
export type Said = string | JsonObject | { status: number; headers?: Record<string, string> };
export type Script = (call: ProviderCall) => Said | Promise<Said>;

/** Providers without a network: every model of every connection says what the script says. Calls are noted. */
export function scriptedProviders(script: Script): { openProvider: OpenProvider; calls: ProviderCall[] } {
  const calls: ProviderCall[] = [];
  const openProvider: OpenProvider = async ({ id }) => ({
    slug: id,
    credentialId: 'first',
    isSimulated: false,
    async call(call) {
      calls.push(call);
      return await answer(call, await script(call));
    },
    readUsage: () => ({ input: 10, output: 5 }),
    redact: (text) => text,
  });
  return { openProvider, calls };
}

/** A connection that serves everything, under another name. */
export function recordNamed(id: string): ProviderRecord {
  return { ...mockRecord('http://provider.test/v1'), id };
}

async function answer(call: ProviderCall, said: Said): Promise<ProviderResponse> {
  if (typeof said === 'object' && typeof said['status'] === 'number') {
    const headers = (said['headers'] ?? {}) as Record<string, string>;
    return { status: said['status'], headers, body: bytes('{"error":{"message":"no"}}') };
  }
  if (call.operation === 'embeddings') return ok('application/json', JSON.stringify(embeddings(call)));
  const message = typeof said === 'string' ? { role: 'assistant', content: said } : said;
  return call.isStreamed
    ? ok('text/event-stream', streamOf(call, message))
    : ok('application/json', JSON.stringify(completionOf(call, message)));
}

function ok(contentType: string, text: string): ProviderResponse {
  return { status: 200, headers: { 'content-type': contentType }, body: bytes(text) };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

function completionOf({ model }: ProviderCall, message: object): JsonObject {
  const choices = [{ index: 0, message, finish_reason: finishOf(message) }];
  return { id: 'chatcmpl-1', object: 'chat.completion', created: 0, model, choices, usage };
}

function finishOf(message: object): string {
  return 'tool_calls' in message ? 'tool_calls' : 'stop';
}

/** A few characters in each chunk. */
function streamOf({ model }: ProviderCall, message: object): string {
  const content = 'content' in message ? String(message.content) : '';
  const deltas: JsonObject[] = [
    { role: 'assistant', content: '' },
    ...(content.match(/.{1,4}/gs) ?? []).map((text) => ({ content: text })),
  ];
  const chunks: JsonObject[] = [
    ...deltas.map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] })),
    { choices: [{ index: 0, delta: {}, finish_reason: finishOf(message) }] },
    { choices: [], usage },
  ];
  const frames = chunks.map((chunk) =>
    JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model, ...chunk }),
  );
  return [...frames, '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
}

function embeddings({ model }: ProviderCall): JsonObject {
  const data = [{ object: 'embedding', index: 0, embedding: [0.5, 0.5] }];
  return { object: 'list', data, model, usage: { prompt_tokens: 3, total_tokens: 3 } };
}
