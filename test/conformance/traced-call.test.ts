import { expect, test } from 'vitest';
import { getTrace, listTraces } from '../../shared/contract/tracing.ts';
import { findModel } from '../../shared/models/catalogue.ts';
import { localStage } from '../support/local-stage.ts';
import { clientFor } from '../support/people.ts';
import { openAiFor } from './openai-client.ts';

const stage = localStage();
const api = clientFor(stage, stage.apiKey, null);
const nanoUsdPerMillionth = (usdPerMillion: string | undefined) => Number(usdPerMillion) * 1_000;

test.each([true, false])(
  'a call appears among the traces within 2 s, tokens and cost exact (streamed: %s)',
  async (isStreamed) => {
    const request = { model: 'sandbox/lorem', messages: [{ role: 'user' as const, content: 'One wave, please.' }] };
    const openai = openAiFor(stage);
    const options = { ...request, max_tokens: 12 };
    const { traceId, usage } = isStreamed ? await streamed(openai, options) : await whole(openai, options);
    const price = findModel('sandbox/lorem')?.price?.base;
    const cost =
      usage.prompt_tokens * nanoUsdPerMillionth(price?.inputUncached) +
      usage.completion_tokens * nanoUsdPerMillionth(price?.outputText);

    await expect
      .poll(async () => (await api.call(listTraces, {})).items.map((each) => each.traceId), {
        timeout: 2_000,
        interval: 50,
      })
      .toContain(traceId);
    const { trace, spans } = await api.call(getTrace, { params: { traceId } });

    expect(trace).toMatchObject({
      name: 'chat sandbox/lorem',
      status: 'ok',
      inputTokens: usage.prompt_tokens,
      outputTokens: 12,
      totalTokens: usage.total_tokens,
      costNanoUsd: cost,
      simulatedCostNanoUsd: cost,
      isSimulated: true,
      isEstimated: false,
    });
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({
      usage: { inputUncached: usage.prompt_tokens, outputText: 12, basis: 'reported' },
      cost: { totalNanoUsd: cost, source: 'computed' },
      input: { value: request.messages },
      model: { isStreamed, requestedModel: 'sandbox/lorem' },
    });
  },
);

test('the caller’s trace is continued', async () => {
  const traceId = crypto.randomUUID().replaceAll('-', '');
  await openAiFor(stage).chat.completions.create(
    {
      model: 'sandbox/echo',
      messages: [{ role: 'user', content: 'hi' }],
      user: 'u-1',
      metadata: { session_id: 's-1' },
    },
    { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } },
  );
  const read = () => api.call(getTrace, { params: { traceId } }).catch(() => null);

  await expect.poll(read, { timeout: 3_000, interval: 50 }).toMatchObject({
    trace: { sessionId: 's-1', userId: 'u-1' },
    spans: [{ traceId, parentSpanId: '00f067aa0ba902b7' }],
  });
});

type Client = ReturnType<typeof openAiFor>;
interface Options {
  model: string;
  messages: { role: 'user'; content: string }[];
  max_tokens: number;
}

async function whole(openai: Client, options: Options) {
  const { data, response } = await openai.chat.completions.create(options).withResponse();
  return traced(response, data.usage);
}

async function streamed(openai: Client, options: Options) {
  const { data, response } = await openai.chat.completions
    .create({ ...options, stream: true, stream_options: { include_usage: true } })
    .withResponse();
  const chunks = [];
  for await (const chunk of data) chunks.push(chunk);
  return traced(response, chunks.at(-1)?.usage);
}

function traced(
  response: Response,
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number } | null | undefined,
) {
  if (!usage) throw new Error('The answer holds no usage.');
  return { traceId: response.headers.get('x-signalbox-trace-id') ?? '', usage };
}
