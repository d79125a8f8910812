import { describe, expect, test } from 'vitest';
import { createDemands, maxDemands } from './demand.ts';

describe('how often a process calls', () => {
  test('is often from the second call on, if it comes soon', () => {
    let now = 0;
    const demands = createDemands(() => now);
    const come = () => demands.comes('a', { at: now, mayDegrade: true }).isFrequent;
    expect(come()).toBe(false);
    now += 1_999;
    expect(come()).toBe(true);
    now += 2_000;
    expect(come()).toBe(false);
  });

  test('is not told by a call that a budget sends to another model', () => {
    const demands = createDemands(() => 0);
    demands.comes('a', { at: 7, mayDegrade: true });
    expect(demands.comes('a', { at: 7, mayDegrade: false }).isFrequent).toBe(false);
    expect(demands.comes('a', { at: 8, mayDegrade: false }).isFrequent).toBe(true);
  });

  test('is forgotten of those that came longest ago', () => {
    const demands = createDemands(() => 0);
    const come = (name: string) => demands.comes(name, { at: 0, mayDegrade: true });
    for (let n = 0; n < maxDemands; n++) come(`${n}`);
    come('0');
    come('another');
    expect([demands.of('0'), demands.of('1')]).toEqual([expect.anything(), undefined]);
  });
});
