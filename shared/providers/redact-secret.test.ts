import { expect, test } from 'vitest';
import { createRedactor } from './redact-secret.ts';

const secret = 'sk-"a/b+c?d';

test.each([
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret),
  Buffer.from(secret).toString('base64'),
  `${secret}${secret}`,
])('%s goes', (text) => {
  const clean = createRedactor(secret)(`before ${text} after`);

  expect(clean).toMatch(/^before "?(\[redacted\])+=*"? after$/);
});

test('a word is no secret, and without a key there is nothing to take out', () => {
  expect(createRedactor('ollama')('ollama runs')).toBe('ollama runs');
  expect(createRedactor(null)('null')).toBe('null');
});
