import { expect, test } from 'vitest';
import { isOutage } from './is-outage.ts';

const cancelled = (...codes: string[]) => ({
  ...{ name: 'TransactionCanceledException', $metadata: { httpStatusCode: 400 } },
  CancellationReasons: codes.map((Code) => ({ Code })),
});

test.each([
  ['a throttle', { name: 'ProvisionedThroughputExceededException', $metadata: { httpStatusCode: 400 } }],
  ['a failure of the service', { name: 'InternalServerError', $metadata: { httpStatusCode: 500 } }],
  ['what the SDK may try again', { name: 'Odd', $retryable: { throttling: true } }],
  ['nobody who answers', { name: 'Error', code: 'ECONNREFUSED' }],
  ['an answer that is too late', { name: 'TimeoutError' }],
  ['a transaction that only met others', cancelled('None', 'TransactionConflict', 'ThrottlingError')],
  ['a transaction that the table has no room for', cancelled('ProvisionedThroughputExceeded')],
  ['a write that met a transaction', { name: 'TransactionConflictException', $metadata: { httpStatusCode: 400 } }],
  ['a transaction that is still under way', { name: 'TransactionInProgressException' }],
])('%s is an outage', (_, error) => {
  expect(isOutage(Object.assign(new Error('x'), error))).toBe(true);
});

test.each([
  ['a request that is wrong', { name: 'ValidationException', $metadata: { httpStatusCode: 400 } }],
  ['a right that lacks', { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }],
  ['a mistake of ours', { name: 'TypeError' }],
  ['a transaction whose condition does not hold', cancelled('TransactionConflict', 'ConditionalCheckFailed')],
  ['a transaction that is wrong', cancelled('None', 'ValidationError')],
])('%s is none', (_, error) => {
  expect(isOutage(Object.assign(new Error('x'), error))).toBe(false);
});

test('what is no error is none', () => {
  expect([null, undefined, 'x', 5].map(isOutage)).toEqual([false, false, false, false]);
});
