import { expect, test } from 'vitest';
import { transportTimeouts } from './transport-timeouts.ts';

const all = { connectMs: 100, firstTokenMs: 200, betweenChunksMs: 300, totalMs: 400 };

test('a route’s limits are the transport’s', () => {
  expect(transportTimeouts({ timeouts: all, isStreamed: true })).toEqual({
    connectMs: 100,
    firstByteMs: 200,
    idleMs: 300,
    totalMs: 400,
  });
});

test('an answer in one piece has no first token to wait for', () => {
  expect(transportTimeouts({ timeouts: all, isStreamed: false })).toEqual({
    connectMs: 100,
    idleMs: 300,
    totalMs: 400,
  });
  expect(transportTimeouts({ timeouts: { firstTokenMs: 200 }, isStreamed: false })).toBeUndefined();
});

test('a route that says nothing leaves everything to the transport', () => {
  expect(transportTimeouts({ timeouts: {}, isStreamed: true })).toBeUndefined();
});
