import { expect, test } from 'vitest';
import type { ProviderResponse } from '../provider.ts';
import { readBytes } from '../read-bytes.ts';
import { isOtherContent } from './is-other-content.ts';
import { once } from './once.ts';
import { translateAnswer } from './translate-answer.ts';

test.each([
  ['application/json; charset=utf-8', true],
  ['text/html', true],
  ['text/event-stream', false],
  ['application/vnd.amazon.eventstream', false],
])('%s in place of a stream: %s', (type, isOther) => {
  expect(isOtherContent({ 'content-type': type })).toBe(isOther);
  expect(isOtherContent({})).toBe(false);
});

const response = (body: unknown): ProviderResponse => ({
  ...{ status: 200, headers: { 'content-type': 'application/json' } },
  body: once(Buffer.from(JSON.stringify(body))),
});

test.each([
  [{ error: { code: 429, message: 'Too many.' } }, 429],
  [{ type: 'error', error: { type: 'api_error', message: 'Too many.' } }, 500],
])('an error with status 200 is an error, streamed or not', async (sent, status) => {
  for (const isStreamed of [true, false]) {
    const { body } = await translateAnswer(response(sent), {
      ...{ isStreamed, warnings: [], fromAnswer: () => ({ choices: [] }), fromStream: (stream) => stream },
      readError: () => ({ message: 'Too many.', type: 'x' }),
    });

    expect(JSON.parse(Buffer.from(await readBytes(body, 1_000)).toString('utf8'))).toEqual({
      error: { message: 'Too many.', type: 'x', status },
    });
  }
});
