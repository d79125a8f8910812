import { expect, test } from 'vitest';
import { findModel } from '../../../shared/models/catalogue.ts';
import { startFakeServer } from '../../../shared/providers/translation/testing/fake-server.ts';
import { chat, createHarness, mockRecord } from '../testing/gateway-harness.ts';

const model = 'anthropic/claude-haiku-4-5';

test('a provider that must be told how long an answer may be is told what the model can', async () => {
  const server = await startFakeServer();
  const settings = { providers: [{ ...mockRecord(server.url), id: 'anthropic', kind: 'anthropic' as const }] };
  const harness = createHarness({ settings });
  const told = async (more: Record<string, unknown>) => {
    const response = await harness.post('/v1/chat/completions', chat(model, more));
    return { warnings: response.headers.get('x-signalbox-warnings'), most: server.seen.at(-1)?.body['max_tokens'] };
  };
  const most = findModel(model)?.maxOutputTokens;

  expect(most).toBeGreaterThan(8_000);
  expect(await told({})).toEqual({ warnings: null, most });
  expect(await told({ max_completion_tokens: 7 })).toEqual({ warnings: null, most: 7 });
  server.close();
});
