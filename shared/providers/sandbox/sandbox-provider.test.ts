import { describe, expect, test, vi } from 'vitest';
import type { Provider, ProviderResponse } from '../provider.ts';
import { readBytes } from '../read-bytes.ts';
import type { ProviderTimeouts } from '../timeouts.ts';
import { chooseFault } from './sandbox-faults.ts';
import { createSandboxProvider } from './sandbox-provider.ts';
import { toPieces } from './text-pieces.ts';

let calls = 0;
const sandbox: Provider = createSandboxProvider({ clock: () => 1_700_000_000_000, ids: () => `id-${calls++}` });

interface Completion {
  choices: {
    message: {
      content: string | null;
      tool_calls?: { function: { name: string; arguments: string } }[];
      reasoning_content?: string;
    };
    delta?: { content?: string };
    finish_reason: string;
  }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number } & Record<
    string,
    Record<string, number>
  >;
}

function call(
  model: string,
  more: Record<string, unknown> = {},
  signal = new AbortController().signal,
  timeouts: Partial<ProviderTimeouts> = {},
): Promise<ProviderResponse> {
  const request = { messages: [{ role: 'user', content: 'The quick brown fox' }], ...more };
  const metadata = { pace_ms: '0', ...(more['metadata'] as object | undefined) };
  const operation = model === 'embedding' ? 'embeddings' : 'chat';
  return sandbox.call({
    operation,
    model,
    request: { ...request, metadata },
    rawBody: new Uint8Array(),
    isStreamed: more['stream'] === true,
    signal,
    timeouts,
  });
}

/** Chance is drawn from the id of the attempt. */
function idOfChanceStall(): string {
  const request = { messages: [], metadata: { fault_rate: '1' } };
  for (let count = 0; ; count += 1) if (chooseFault(request, `id-${count}`)?.name === 'stall') return `id-${count}`;
}

const textOf = async ({ body }: ProviderResponse) => Buffer.from(await readBytes(body, 1e7)).toString('utf8');
const complete = async (model: string, more: Record<string, unknown> = {}): Promise<Completion> =>
  JSON.parse(await textOf(await call(model, more))) as Completion;

const tool = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 7 } },
      required: ['city', 'days'],
    },
  },
};

test('echo says what was said, and the same request gets the same answer', async () => {
  const first = await complete('echo');

  expect(first.choices[0]).toMatchObject({ message: { content: 'The quick brown fox' }, finish_reason: 'stop' });
  expect(await complete('echo')).toEqual(first);
});

test('messages in parts are read', async () => {
  const content = [{ type: 'text', text: 'one ' }, { type: 'image_url' }, { type: 'text', text: 'two' }];

  expect((await complete('echo', { messages: [{ role: 'user', content }] })).choices[0]?.message.content).toBe(
    'one two',
  );
  expect((await complete('echo', { messages: [{ role: 'system' }] })).choices[0]?.message.content).toBe('');
});

test('max_tokens cuts exactly, and usage counts what was written', async () => {
  const { choices, usage } = await complete('lorem', { max_tokens: 7 });

  expect(toPieces(choices[0]?.message.content ?? '')).toHaveLength(7);
  expect(choices[0]?.finish_reason).toBe('length');
  expect(usage.completion_tokens).toBe(7);
  expect(usage.total_tokens).toBe(usage.prompt_tokens + 7);
});

test('stop sequences end the answer before them', async () => {
  expect((await complete('echo', { stop: [' fox', 'brown', ''] })).choices[0]?.message.content).toBe('The quick ');
  expect((await complete('echo', { stop: 'quick' })).choices[0]?.message.content).toBe('The ');
  expect((await complete('echo', { stop: 'never' })).choices[0]?.message.content).toBe('The quick brown fox');
});

test('a long prompt is partly cached, and reasoning is counted', async () => {
  const content = 'harbour '.repeat(2_000);
  const { usage, choices } = await complete('lorem', {
    messages: [{ role: 'user', content }],
    reasoning_effort: 'low',
  });

  expect(usage['prompt_tokens_details']?.['cached_tokens']).toBeGreaterThan(1_000);
  expect(usage['completion_tokens_details']?.['reasoning_tokens']).toBeGreaterThan(10);
  expect(choices[0]?.message.reasoning_content).toMatch(/^Lorem/);
});

test('an instance of the JSON Schema is the answer', async () => {
  const format = { type: 'json_schema', json_schema: { name: 'x', schema: tool.function.parameters } };
  const answer = await complete('json', { response_format: format });

  expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({ city: expect.any(String), days: 1 });
  expect(
    JSON.parse(
      (await complete('lorem', { response_format: { type: 'json_object' } })).choices[0]?.message.content ?? '',
    ),
  ).toMatchObject({ words: 8 });
  expect(JSON.parse((await complete('json')).choices[0]?.message.content ?? '')).toMatchObject({ isSimulated: true });
});

describe('tools', () => {
  const names = ({ choices }: Completion) => choices[0]?.message.tool_calls?.map((each) => each.function.name) ?? [];
  const other = { type: 'function', function: { name: 'other' } };

  test('are called by sandbox/tools, and by others when told', async () => {
    const answer = await complete('tools', { tools: [tool, other] });
    const [first] = answer.choices[0]?.message.tool_calls ?? [];

    expect(names(answer)).toEqual(['weather', 'other']);
    expect(JSON.parse(first?.function.arguments ?? '')).toMatchObject({ days: 1 });
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    expect(names(await complete('tools', { tools: [tool, other], parallel_tool_calls: false }))).toEqual(['weather']);
    expect(names(await complete('lorem', { tools: [tool], tool_choice: 'required' }))).toEqual(['weather']);
    expect(names(await complete('lorem', { tools: [tool, other], tool_choice: other }))).toEqual(['other']);
  });

  test('are left alone otherwise', async () => {
    expect(names(await complete('lorem', { tools: [tool] }))).toEqual([]);
    expect(names(await complete('tools', { tools: [tool], tool_choice: 'none' }))).toEqual([]);
    expect(names(await complete('tools'))).toEqual([]);
  });

  test('their results are told', async () => {
    const messages = [{ role: 'tool', tool_call_id: 'a', content: 'sunny' }];

    expect((await complete('tools', { tools: [tool], messages })).choices[0]?.message.content).toContain('sunny');
  });
});

test.each([
  ['n', { n: 2 }],
  ['messages', { messages: 'no list' }],
])('a wrong %s is refused by name', async (param, more) => {
  await expect(call('lorem', more)).rejects.toMatchObject({ status: 400, param });
});

describe('a stream', () => {
  const streamed = async (model: string, more: Record<string, unknown> = {}) => {
    const text = await textOf(await call(model, { ...more, stream: true }));
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
    return text
      .split('\n\n')
      .slice(0, -2)
      .map((frame) => JSON.parse(frame.slice(6)) as Completion & { choices: { delta: Record<string, unknown> }[] });
  };

  test('holds the same as the answer in one piece', async () => {
    const chunks = await streamed('lorem');
    const whole = await complete('lorem', { stream: undefined });

    expect(chunks.map(({ choices }) => choices[0]?.delta?.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    );
    expect(chunks.at(-1)?.usage).toEqual(whole.usage);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  });

  test('brings reasoning and tool calls in pieces', async () => {
    const text = JSON.stringify(await streamed('tools', { tools: [tool], reasoning_effort: 'low' }));

    expect(text).toContain('reasoning_content');
    expect(text).toContain('"tool_calls":[{"index":0,"function":{"arguments":');
  });

  test('keeps its pace, and stops when it is told to', async () => {
    const leaving = new AbortController();
    const { body } = await call('slow', { stream: true, metadata: { pace_ms: '15' } }, leaving.signal);
    const start = performance.now();
    const read = async () => {
      let count = 0;
      for await (const _ of body) {
        count += 1;
        if (count === 5) leaving.abort();
      }
    };

    await expect(read()).rejects.toThrow();
    expect(performance.now() - start).toBeGreaterThan(60);
  });

  test('a pace that is no number is the model’s own', async () => {
    const leaving = AbortSignal.timeout(40);
    const { body } = await call('slow', { stream: true, metadata: { pace_ms: 'fast' } }, leaving);

    await expect(readBytes(body, 1e6)).rejects.toThrow();
  });
});

describe('sandbox/flaky', () => {
  const failing = (fault: string, more: Record<string, unknown> = {}, signal?: AbortSignal) =>
    call('flaky', { metadata: { fault }, ...more }, signal);

  test('fails as it is told, by metadata or by user', async () => {
    expect(await failing('rate-limit')).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
    expect(await call('flaky', { user: 'fault:server-error' })).toMatchObject({ status: 500 });
    expect((await failing('html')).headers['content-type']).toBe('text/html');
    await expect(textOf(await failing('cut', { stream: true }))).rejects.toMatchObject({ type: 'provider_stream_cut' });
    expect(await textOf(await failing('malformed', { stream: true }))).toContain('chatcmpl-broken');
  });

  test('breaks an answer in one piece', async () => {
    const text = await textOf(await failing('cut'));

    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test.each([true, false])('stalls until somebody gives up (streamed: %s)', async (stream) => {
    const answering = failing('stall', { stream }, AbortSignal.timeout(40)).then(textOf);

    await expect(answering).rejects.toThrow();
  });

  test.each([
    [false, 'firstByteMs', 'to send its first byte'],
    [true, 'idleMs', 'to send its next chunk'],
    [false, 'totalMs', 'to finish'],
    [true, 'totalMs', 'to finish'],
  ] as const)('a stall ends as any provider’s (streamed: %s, %s)', async (stream, limit, words) => {
    const metadata = { fault: 'stall' };
    const signal = new AbortController().signal;
    const answering = call('flaky', { metadata, stream }, signal, { [limit]: 40 }).then(textOf);

    await expect(answering).rejects.toMatchObject({
      type: 'provider_timeout',
      message: expect.stringContaining(`40 ms ${words}`),
    });
  });

  describe('a stall that nobody asked for', () => {
    const ids = idOfChanceStall();
    const stalled = (stream: boolean) =>
      createSandboxProvider({ clock: () => 0, ids: () => ids })
        .call({
          ...{ operation: 'chat', model: 'flaky', rawBody: new Uint8Array(), isStreamed: stream },
          request: { messages: [{ role: 'user', content: 'Hi' }], metadata: { fault_rate: '1', pace_ms: '0' } },
          signal: new AbortController().signal,
        })
        .then(textOf);

    test.each([true, false])('fails after 10 s (streamed: %s)', async (stream) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const answering = stalled(stream).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(10_000);
      vi.useRealTimers();

      expect(await answering).toMatchObject({
        type: 'provider_timeout',
        message: expect.stringContaining('10000 ms to send its'),
      });
    });
  });

  test('goes well when told so, and fails at the rate that is asked for', async () => {
    expect((await failing('none')).status).toBe(200);
    expect((await call('flaky', { metadata: { fault_rate: '0' } })).status).toBe(200);
    const outcomes = new Set<string>();
    for (let count = 0; count < 80; count += 1) {
      const fault = await call('flaky', { metadata: { fault_rate: '1' }, stream: true }, undefined, { idleMs: 20 })
        .then(textOf)
        .catch(String);
      if (!fault.includes('lorem')) outcomes.add(fault.slice(0, 30));
      if (outcomes.size >= 3) break;
    }
    expect(outcomes.size).toBeGreaterThanOrEqual(3);
  }, 10_000);
});

describe('embeddings', () => {
  interface Embeddings {
    data: { embedding: number[] | string }[];
    usage: Record<string, number>;
  }
  const embed = async (more: Record<string, unknown>) =>
    JSON.parse(await textOf(await call('embedding', more))) as Embeddings;
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

  test('are unit vectors, near each other for texts that share words', async () => {
    const { data } = await embed({ input: ['the harbour at dawn', 'the harbour at noon', 'quarterly tax return'] });
    const [a, b, c] = data.map(({ embedding }) => embedding as number[]);

    expect(dot(a ?? [], a ?? [])).toBeCloseTo(1);
    expect(dot(a ?? [], b ?? [])).toBeGreaterThan(dot(a ?? [], c ?? []) + 0.2);
  });

  test('honour dimensions and base64, and take token ids', async () => {
    const asBase64 = await embed({ input: 'a', dimensions: 16, encoding_format: 'base64' });
    const asFloats = await embed({ input: 'a', dimensions: 16 });
    const bytes = Buffer.from(asBase64.data[0]?.embedding as string, 'base64');

    expect(Array.from({ length: 16 }, (_, at) => bytes.readFloatLE(at * 4))).toEqual(asFloats.data[0]?.embedding);
    expect((await embed({ input: [1, 2] })).data).toHaveLength(1);
    expect((await embed({ input: [[1, 2], [3]] })).data).toHaveLength(2);
  });
});

test('what it says is nobody’s secret', () => {
  expect(sandbox.redact('sk-anything')).toBe('sk-anything');
});
