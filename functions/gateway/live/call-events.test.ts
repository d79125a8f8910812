import { describe, expect, test } from 'vitest';
import { type LiveCallEvent, liveCallEventSchema } from '../../../shared/contract/live-calls.ts';
import { chat, createHarness, projectId } from '../testing/gateway-harness.ts';

function setUp(capturesContent = true) {
  const told: LiveCallEvent[] = [];
  const live = {
    tell: (project: string, describeCall: () => LiveCallEvent) => {
      expect(project).toBe(projectId);
      told.push(liveCallEventSchema.parse(describeCall()));
    },
    flush: async () => undefined,
  };
  const harness = createHarness({ ports: { live }, settings: { capturesContent } });
  return { told, harness };
}

const paced = { metadata: { pace_ms: '0', session_id: 's-1' }, user: 'ada' };

describe('what is told of a call', () => {
  test('streamed: its start, its first token and its end, as its trace has them', async () => {
    const { told, harness } = setUp();

    const answer = await harness.post('/v1/chat/completions', chat('sandbox/lorem', { ...paced, stream: true }));
    await answer.text();
    const span = await harness.nextSpan();

    const common = { callId: span.spanId, traceId: span.traceId, userId: 'ada', sessionId: 's-1', isStreamed: true };
    expect(told).toEqual([
      expect.objectContaining({ type: 'call.started', ...common, inputPreview: 'Say hello to the harbour.' }),
      expect.objectContaining({ type: 'call.streaming', ...common, model: 'sandbox/lorem', provider: 'sandbox' }),
      expect.objectContaining({
        ...{ type: 'call.ended', ...common, status: 'ok', finishReason: 'stop', isSimulated: true },
        ...{ durationMs: span.durationMs, timeToFirstTokenMs: span.model?.timeToFirstTokenMs },
        ...{ totalTokens: span.usage?.total, costNanoUsd: span.cost?.totalNanoUsd },
      }),
    ]);
  });

  test('whole, and embeddings: their start and their end', async () => {
    const { told, harness } = setUp();

    await harness.post('/v1/chat/completions', chat('sandbox/echo', paced));
    await harness.post('/v1/embeddings', { model: 'sandbox/embedding', input: 'quay' });

    expect(told.map(({ type, operation }) => `${operation} ${type}`)).toEqual([
      'chat call.started',
      'chat call.ended',
      'embeddings call.started',
      'embeddings call.ended',
    ]);
  });

  test('failed: why', async () => {
    const { told, harness } = setUp();

    await harness.post(
      '/v1/chat/completions',
      chat('sandbox/flaky', { metadata: { fault: 'server-error', fault_rate: '1', pace_ms: '0' } }),
    );

    expect(told.at(-1)).toMatchObject({ type: 'call.ended', status: 'error', errorType: 'provider_failed' });
    expect(told.at(-1)).toMatchObject({ totalTokens: null, costNanoUsd: null });
  });

  test('nothing of its words where the project captures none', async () => {
    const { told, harness } = setUp(false);

    await harness.post('/v1/chat/completions', chat('sandbox/echo', paced));

    expect(JSON.stringify(told)).not.toContain('harbour');
  });

  test('nothing of one that was refused before anybody was asked', async () => {
    const { told, harness } = setUp();

    await harness.post('/v1/chat/completions', chat('nobody/knows'));

    expect(told).toEqual([]);
  });
});
