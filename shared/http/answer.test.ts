import { expect, test, vi } from 'vitest';
import { Answer, toResponse } from './answer.ts';

test("an answer becomes the web's standard object, and what is one stays it", async () => {
  const response = toResponse(new Answer('words', { 'x-one': '1' }, 418));
  expect([response.status, response.headers.get('x-one'), await response.text()]).toEqual([418, '1', 'words']);
  expect(toResponse(response)).toBe(response);
});

test('so does the answer of a bundle, which has an `Answer` of its own, and one with a header `get`', async () => {
  vi.resetModules();
  const bundled = await import('./answer.ts');
  const answer = new bundled.Answer('words', { get: 'me' });

  expect(answer).not.toBeInstanceOf(Answer);
  expect(toResponse(answer).headers.get('get')).toBe('me');
});
