import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { ShownTraces } from './trace-search-cursor.ts';

const random = (digits: number) => randomBytes(digits / 2).toString('hex');

describe('the traces that a cursor remembers', () => {
  test.each([
    ['random', () => random(32)],
    ['made by the gateway in one moment', () => v7({ msecs: 1_795_728_000_000 }).replaceAll('-', '')],
    ['of X-Ray, of one second', () => `6906c3d4${random(24)}`],
    ['of 64 bits, padded in front', () => random(16).padStart(32, '0')],
    ['of 64 bits, padded behind', () => random(16).padEnd(32, '0')],
  ])('are told from others, if ids are %s', (_, makeId) => {
    const ids = Array.from({ length: 300 }, makeId);
    const shown = ShownTraces.decode(new ShownTraces().with(ids.slice(0, 150)).encode());

    expect(ids.filter((id) => shown.has(id))).toEqual(ids.slice(0, 150));
  });

  test('are the last 150, in a text that a cursor has room for', () => {
    const ids = Array.from({ length: 200 }, () => random(32));
    const shown = new ShownTraces().with(ids.slice(0, 100)).with(ids.slice(100));

    expect(ids.filter((id) => shown.has(id))).toEqual(ids.slice(50));
    expect(shown.encode().length).toBeLessThan(1100);
  });
});
