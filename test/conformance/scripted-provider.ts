import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What it answers as: a model of OpenAI's for 2.50, 1.25 and 10 USD per million uncached, cached and output tokens. */
export const scriptedModel = 'gpt-4o';
/** A model that it refuses. */
export const refusedModel = 'gpt-4o-mini';
export const refusalMessage = 'This model takes 8 tokens.';

export const toolArguments = '{"name":"Kiel"}';
const spokenWords = ['Sail', ' to', ' Kiel', '.'];
export const spokenText = 'Sail to Kiel.';

/** What is stored of a call that asks for the tool; the amounts are worked out by hand. */
export const askedNumbers = {
  usage: { inputUncached: 536, cacheRead: 64, outputText: 18, input: 600, output: 18, total: 618 },
  cost: {
    inputUncached: 1_340_000,
    cacheRead: 80_000,
    outputText: 180_000,
    totalNanoUsd: 1_600_000,
    source: 'computed',
  },
};

/** And of one that speaks, 12 tokens of whose output are reasoning. */
export const spokenNumbers = {
  usage: { inputUncached: 100, cacheRead: 600, outputText: 28, reasoning: 12, input: 700, output: 40, total: 740 },
  cost: {
    ...{ inputUncached: 250_000, cacheRead: 750_000, outputText: 280_000, reasoning: 120_000 },
    ...{ totalNanoUsd: 1_400_000, source: 'computed' },
  },
};

interface ScriptedRequest {
  model: string;
  messages: { role: string }[];
  tools?: unknown[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
}

export interface ScriptedProvider {
  /** With the version, as OpenAI's package takes it. */
  baseUrl: string;
  close(): Promise<void>;
}

/**
 * An OpenAI-compatible server that answers as a model with a price: whoever brings tools is asked to call one, whoever brings
 * what a tool said, or no tools, is spoken to, and one model is refused. The same as a stream.
 */
export async function startScriptedProvider(): Promise<ScriptedProvider> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    answer(JSON.parse(Buffer.concat(parts).toString('utf8')) as ScriptedRequest, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(request: ScriptedRequest, response: ServerResponse): void {
  if (request.model === refusedModel) {
    sendJson(response, 400, refusal);
    return;
  }
  const asks = (request.tools ?? []).length > 0 && request.messages.at(-1)?.role !== 'tool';
  const head = { id: 'chatcmpl-1', created: 1_700_000_000, model: request.model };
  if (request.stream !== true) {
    sendJson(response, 200, { ...head, ...completion(asks) });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const chunk of chunks(asks, request.stream_options?.include_usage === true))
    response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...chunk })}\n\n`);
  response.end('data: [DONE]\n\n');
}

const refusal = {
  error: { message: refusalMessage, type: 'invalid_request_error', code: 'context_length_exceeded', param: null },
};

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const toolCall = { id: 'call_1', type: 'function', function: { name: 'find_harbour', arguments: toolArguments } };

function completion(asks: boolean): Record<string, unknown> {
  const message = asks
    ? { role: 'assistant', content: null, tool_calls: [toolCall] }
    : { role: 'assistant', content: spokenText };
  const choices = [{ index: 0, message, finish_reason: asks ? 'tool_calls' : 'stop' }];
  return { object: 'chat.completion', choices, usage: usageOf(asks) };
}

function chunks(asks: boolean, withUsage: boolean): Record<string, unknown>[] {
  const choice = (delta: unknown, reason: string | null = null) => ({
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  return [
    choice({ role: 'assistant', content: asks ? null : '' }),
    ...(asks
      ? [choice({ tool_calls: [{ index: 0, ...toolCall }] })]
      : spokenWords.map((content) => choice({ content }))),
    choice({}, asks ? 'tool_calls' : 'stop'),
    ...(withUsage ? [{ choices: [], usage: usageOf(asks) }] : []),
  ];
}

/** As OpenAI counts: parts are in their whole. */
function usageOf(asks: boolean): Record<string, unknown> {
  if (asks)
    return {
      ...{ prompt_tokens: 600, completion_tokens: 18, total_tokens: 618 },
      ...{ prompt_tokens_details: { cached_tokens: 64 }, completion_tokens_details: { reasoning_tokens: 0 } },
    };
  return {
    ...{ prompt_tokens: 700, completion_tokens: 40, total_tokens: 740 },
    ...{ prompt_tokens_details: { cached_tokens: 600 }, completion_tokens_details: { reasoning_tokens: 12 } },
  };
}
