import { expect, test } from 'vitest';
import { chat, createHarness } from './testing/gateway-harness.ts';

test('a streamed call to the sandbox', async () => {
  const harness = createHarness();
  const response = await harness.post('/v1/chat/completions', chat('sandbox/lorem', { stream: true, max_tokens: 5 }));
  console.log(await response.text(), [...response.headers]);
  console.log(JSON.stringify(await harness.nextSpan(), null, 1));
  expect(response.status).toBe(200);
});
