import OpenAI from 'openai';
import { ApiError, createClient } from '../../../shared/contract/client.ts';
import { getTrace } from '../../../shared/contract/tracing.ts';
import type { LocalStage } from '../../support/local-stage.ts';

/** A streamed call with the official package, which gets nothing but another URL and key. */
export async function callModel(
  stage: LocalStage,
  question: string,
  model = 'sandbox/lorem',
  visit?: { session: string; user: string },
) {
  const client = new OpenAI({ baseURL: `${stage.url}/v1`, apiKey: stage.apiKey, maxRetries: 0 });
  const { data: stream, response } = await client.chat.completions
    .create({
      model,
      messages: [{ role: 'user', content: question }],
      stream: true,
      ...(visit ? { metadata: { session_id: visit.session, user_id: visit.user } } : {}),
      stream_options: { include_usage: true },
    })
    .withResponse();
  let text = '';
  let usage: OpenAI.CompletionUsage | null = null;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
    usage = chunk.usage ?? usage;
  }
  const traceId = response.headers.get('x-signalbox-trace-id');
  if (traceId === null) throw new Error('The answer names no trace.');
  return { text, usage, traceId };
}

const pollMs = 100;

/** The trace as the API has it, as soon as it is stored. */
export async function storedTrace(stage: LocalStage, traceId: string) {
  const client = createClient({
    baseUrl: stage.url,
    credentials: async () => ({ token: stage.apiKey, projectId: null }),
  });
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await client.call(getTrace, { params: { traceId } });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404) || Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, pollMs));
    }
  }
}
