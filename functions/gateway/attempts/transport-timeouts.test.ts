import { expect, test } from 'vitest';
import type { CallTimeouts } from './call-timeouts.ts';
import { transportTimeouts } from './transport-timeouts.ts';

const ofGateway: CallTimeouts = { connectMs: 10, firstByteMs: 20, idleMs: 30, totalMs: 9_000, silentMs: 5_000 };
const ofRoute = { connectMs: 100, firstTokenMs: 200, betweenChunksMs: 300, totalMs: 400 };

function timeoutsOf(isStreamed: boolean, timeouts: typeof ofRoute | object, passedMs = 0, gateway = ofGateway) {
  return transportTimeouts({ timeouts: gateway, isStreamed, elapsed: () => passedMs }, { timeouts, isStreamed });
}

test('a route’s limits go before the gateway’s', () => {
  expect(timeoutsOf(true, ofRoute)).toEqual({ connectMs: 100, firstByteMs: 200, idleMs: 300, totalMs: 400 });
});

test('an answer in one piece has no first token to wait for', () => {
  expect(timeoutsOf(false, ofRoute)).toEqual({ connectMs: 100, firstByteMs: 20, idleMs: 300, totalMs: 400 });
});

test.each([true, false])('a route that says nothing leaves the gateway’s (streamed: %s)', (isStreamed) => {
  const { silentMs: _, ...expected } = ofGateway;
  expect(timeoutsOf(isStreamed, {})).toEqual(expected);
});

test('a call that has taken long has that much less left, for a first byte only where the caller hears nothing', () => {
  const gateway = { ...ofGateway, firstByteMs: 4_000 };

  expect(timeoutsOf(false, {}, 3_000.5, gateway)).toMatchObject({ firstByteMs: 2_000, totalMs: 6_000 });
  expect(timeoutsOf(true, {}, 3_000.5, gateway)).toMatchObject({ firstByteMs: 4_000, totalMs: 6_000 });
  expect(timeoutsOf(false, {}, 10_000, gateway)).toMatchObject({ firstByteMs: 1, totalMs: 1 });
});
