import { expect, test } from 'vitest';
import { chat, createHarness } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { recordNamed, scriptedProviders } from '../testing/scripted-provider.ts';

test('what was tried for a call keeps no words either where the project stores no content', async () => {
  const said = ['{"harbour": "whispered"}', '{"port": "whispered"}'];
  const { openProvider } = scriptedProviders(() => said.shift() ?? expect.unreachable('asked too often'));
  const harness = createHarness({
    settings: {
      ...{ capturesContent: false, providers: [recordNamed('mock')] },
      routes: [makeRoute(['mock/a'], { structuredOutput: { repair: true } })],
    },
    ports: { openProvider },
  });
  const json_schema = { name: 'port', schema: { type: 'object', required: ['port'] } };
  const asked = chat('support', { response_format: { type: 'json_schema', json_schema } });
  const answer = await (await harness.post('/v1/chat/completions', asked)).text();
  const spans = [await harness.nextSpan(), ...harness.attempts];

  expect(answer).toContain('whispered');
  expect(spans).toHaveLength(2);
  expect(JSON.stringify(spans)).not.toMatch(/whispered|harbour/);
  for (const { output } of spans) expect(output?.bytes).toBeGreaterThan(10);
});
