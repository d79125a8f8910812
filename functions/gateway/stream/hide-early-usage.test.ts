import { expect, test } from 'vitest';
import type { ChunkEvent } from './decode-events.ts';
import { hideEarlyUsage } from './hide-early-usage.ts';

const usage = { prompt_tokens: 12, completion_tokens: 2 };
const chunk = (finish_reason: string | null, more: object = {}): ChunkEvent => ({
  kind: 'chunk',
  bytes: Buffer.from('as it came'),
  json: { choices: [{ index: 0, delta: { content: '' }, finish_reason }], ...more },
});
const usages = (events: readonly ChunkEvent[]) => events.map((event) => event.kind === 'chunk' && event.json['usage']);

test('usage before the end is taken out', () => {
  const tell = hideEarlyUsage();

  expect(usages(tell([chunk(null, { usage }), chunk(null)]))).toEqual([undefined, undefined]);
});

test('behind the finish reason it stays, in whatever batch it comes and though its chunk has a choice', () => {
  const [apart, together] = [hideEarlyUsage(), hideEarlyUsage()];
  const [end, last] = [chunk('stop'), chunk(null, { usage })];

  expect(usages(together([end, last]))).toEqual([undefined, usage]);
  expect([apart([end]), apart([last])]).toEqual([[end], [last]]);
});
