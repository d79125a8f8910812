import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../shared/contract/client.ts';
import { describeError, fieldErrors } from './error-message.ts';

const problem = (status: number, errors?: { field: string; message: string }[]) =>
  new ApiError(status, {
    type: 't',
    title: 't',
    status,
    detail: 'It did not work.',
    code: 'c',
    requestId: 'request-1',
    retryable: false,
    ...(errors ? { errors } : {}),
  });

describe('an error for a person', () => {
  it('says what failed and under which request id', () => {
    expect(describeError(problem(404))).toEqual({ message: 'It did not work.', advice: null, requestId: 'request-1' });
  });

  it.each([
    [401, 'Sign in'],
    [403, 'administrator'],
    [429, 'Wait'],
    [503, 'Try again'],
  ])('says what to do about %i', (status, advice) => {
    expect(describeError(problem(status)).advice).toContain(advice);
  });

  it('has no request id where the answer was not ours', () => {
    expect(describeError(new ApiError(502, null))).toMatchObject({
      message: 'The server answered 502.',
      requestId: null,
    });
  });

  it('explains what `fetch` does not', () => {
    expect(describeError(new TypeError('Failed to fetch')).message).toBe('The server could not be reached.');
  });

  it('says so where the browser knows that there is no network', () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(describeError(new TypeError('Failed to fetch')).message).toBe('You are offline.');
    vi.unstubAllGlobals();
  });

  it('takes anything that was thrown', () => {
    expect(describeError('odd')).toEqual({ message: 'odd', advice: null, requestId: null });
  });
});

describe('field errors', () => {
  it('are found by the field’s own name', () => {
    const error = problem(400, [{ field: 'body.name', message: 'give a name' }]);
    expect(fieldErrors(error)).toEqual({ name: 'give a name' });
  });

  it('are none for any other error', () => {
    expect(fieldErrors(new Error('x'))).toEqual({});
    expect(fieldErrors(problem(500))).toEqual({});
  });
});
