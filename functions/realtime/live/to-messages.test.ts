import { expect, test } from 'vitest';
import { makeStarted } from '../../../shared/live/testing/make-live-events.ts';
import { toMessages } from './to-messages.ts';

test('events fit into messages that a connection takes, and keep their order', () => {
  const events = Array.from({ length: 800 }, (_, index) => makeStarted({ userId: `${'é'.repeat(100)}${index}` }));

  const messages = toMessages('p', events, { sampledFraction: 0.5, missedCount: 0 });

  expect(messages.flatMap((message) => message.events)).toEqual(events);
  expect(messages.length).toBeGreaterThan(2);
  for (const message of messages) {
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(120_000);
    expect(message).toMatchObject({ topic: 'project:p:live', sampledFraction: 0.5, missedCount: 0 });
  }
});

test('what was missed is said once, also where nothing else is to be said', () => {
  const events = [makeStarted(), makeStarted()];

  expect(toMessages('p', events, { sampledFraction: 1, missedCount: 7 })).toEqual([
    expect.objectContaining({ events, missedCount: 7 }),
  ]);
  expect(toMessages('p', [], { sampledFraction: 1, missedCount: 7 })).toMatchObject([{ events: [], missedCount: 7 }]);
  expect(toMessages('p', [], { sampledFraction: 1, missedCount: 0 })).toEqual([]);
});
