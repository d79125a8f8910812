import { describe, expect, it } from 'vitest';
import { ChatError } from './chat-error.ts';
import { type ChatEvent, streamChat } from './stream-chat.ts';

const chunk = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (content: string) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const headers = { 'x-signalbox-trace-id': 'a'.repeat(32), 'x-request-id': 'request-1' };
const ok = (...parts: string[]) => new Response(parts.join(''), { headers });

async function run(response: Response | Error, signal = new AbortController().signal) {
  const requests: { url: string; init: RequestInit }[] = [];
  const events: ChatEvent[] = [];
  const stream = streamChat({
    baseUrl: 'https://signalbox.test',
    credentials: async () => ({ token: 'token', projectId: 'project' }),
    request: { model: 'sandbox/lorem', messages: [{ role: 'user', content: 'Hello' }], temperature: 0 },
    signal,
    fetch: async (url, init) => {
      requests.push({ url: String(url), init: init ?? {} });
      if (response instanceof Error) throw response;
      return response;
    },
  });
  try {
    for await (const event of stream) events.push(event);
    return { events, requests, error: null };
  } catch (error) {
    return { events, requests, error };
  }
}

describe('streaming a chat', () => {
  it('sends the call with token and project, and asks for usage', async () => {
    const { requests } = await run(ok('data: [DONE]\n\n'));
    expect(requests[0]?.url).toBe('https://signalbox.test/v1/chat/completions');
    expect(requests[0]?.init.headers).toMatchObject({
      authorization: 'Bearer token',
      'x-signalbox-project': 'project',
    });
    expect(JSON.parse(String(requests[0]?.init.body))).toEqual({
      model: 'sandbox/lorem',
      messages: [{ role: 'user', content: 'Hello' }],
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('yields ids, text, reasoning, tool calls, the finish and usage in order', async () => {
    const { events, error } = await run(
      ok(
        chunk({ choices: [{ delta: { role: 'assistant', reasoning_content: 'Hm' } }] }),
        ': ping\n\n',
        delta('Hel'),
        chunk({
          choices: [{ delta: { tool_calls: [{ index: 1, id: 'c1', function: { name: 'f', arguments: '{' } }] } }],
        }),
        chunk({ choices: [{ delta: {}, finish_reason: 'stop' }] }),
        chunk({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } }),
        'data: [DONE]\n\n',
      ),
    );
    expect(error).toBeNull();
    expect(events).toEqual([
      { type: 'started', traceId: 'a'.repeat(32), requestId: 'request-1' },
      { type: 'reasoning', text: 'Hm' },
      { type: 'text', text: 'Hel' },
      { type: 'toolCall', index: 1, id: 'c1', name: 'f', arguments: '{' },
      { type: 'finished', reason: 'stop' },
      { type: 'usage', usage: { prompt_tokens: 3, completion_tokens: 4 } },
    ]);
  });

  it('gives the refusal of the server with its request id', async () => {
    const body = JSON.stringify({
      error: { message: 'No such model.', type: 'invalid_request_error', code: 'model_not_found' },
    });
    const { error } = await run(new Response(body, { status: 404, headers }));
    expect(error).toMatchObject({
      message: 'No such model.',
      status: 404,
      code: 'model_not_found',
      requestId: 'request-1',
    });
  });

  it('explains an answer that is not ours', async () => {
    const { error } = await run(new Response('<html>', { status: 502 }));
    expect(error).toMatchObject({ code: 'http_502', message: 'The server answered 502 without an explanation.' });
  });

  it('keeps what had arrived before an error inside the stream', async () => {
    const { events, error } = await run(
      ok(delta('Hel'), chunk({ error: { message: 'Overloaded', type: 'server_error' } })),
    );
    expect(events.at(-1)).toEqual({ type: 'text', text: 'Hel' });
    expect(error).toMatchObject({ message: 'Overloaded', code: 'server_error', traceId: 'a'.repeat(32) });
  });

  it.each([
    ['a stream without its end', ok(delta('Hel')), 'stream_incomplete'],
    ['a chunk that is not JSON', ok('data: {oops\n\n'), 'malformed_chunk'],
    ['a connection that fails', new TypeError('network'), 'connection_failed'],
  ])('says so on %s', async (_, response, code) => {
    const { error } = await run(response);
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ code });
  });

  it('throws the reason of an abort, not an error of its own', async () => {
    const controller = new AbortController();
    controller.abort(new DOMException('Stopped', 'AbortError'));
    const { error } = await run(new TypeError('network'), controller.signal);
    expect(error).toMatchObject({ name: 'AbortError' });
  });
});
