import { expect, it } from 'vitest';
import { ApiError } from '../lib/api.ts';
import { isWorthRetrying } from './query-client.ts';

const refusal = (status: number, retryable: boolean) =>
  new ApiError(status, { type: '', title: '', status, detail: '', code: '', requestId: '', retryable });

it.each([
  ['no network', 0, new TypeError('Failed to fetch'), true],
  ['an answer that can be retried', 1, refusal(503, true), true],
  ['an answer that cannot', 0, refusal(500, false), false],
  ['a gateway’s own 502', 0, new ApiError(502, null), true],
  ['a refusal', 0, new ApiError(403, null), false],
  ['a third failure', 2, new TypeError('Failed to fetch'), false],
  ['a mistake of ours', 0, new Error('x'), false],
])('repeats after %s: %#', (_case, failures, error, isRepeated) => {
  expect(isWorthRetrying(failures, error)).toBe(isRepeated);
});
