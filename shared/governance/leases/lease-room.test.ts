import { describe, expect, test } from 'vitest';
import { listClaims } from '../list-claims.ts';
import { makeBudget, makeCall, makeLimit, noon } from '../testing/governed-call.ts';
import type { LeasedClaim } from './lease.ts';
import { isRunning, roomsOf, spareOf, timeWithin } from './lease-room.ts';
import { sightOf } from './sight.ts';

const claimOf = (rules: Parameters<typeof makeCall>[0]) => listClaims(makeCall(rules))[0] as LeasedClaim;
const nothing = { requests: 0, tokens: 0 };

describe('room in a budget', () => {
  const budget = makeBudget({ amountNanoUsd: 1_000, warnAt: [0.2, 0.5], degrade: { at: 0.8, to: 'mock/cheap' } });
  const claim = claimOf({ budgets: [budget] });
  const roomAt = (spent: number, committed: number, turns: number[] = []) =>
    roomsOf({ claim, turns, sight: sightOf(claim, { spent, committed }, nothing, noon) }, noon);

  test.each([
    ['to the first warning', 0, 0, [{ left: 200, ceiling: 100 }]],
    ['to the next one, if what is spent has passed one', 200, 250, [{ left: 250, ceiling: 350 }]],
    ['none, where only what is held has passed one', 150, 250, [{ left: -50, ceiling: 175 }]],
    ['to another model', 600, 600, [{ left: 200, ceiling: 700 }]],
    ['to the amount', 900, 950, [{ left: 50, ceiling: 950 }]],
    ['none, where it is spent', 1_000, 1_000, [{ left: 0, ceiling: 1_000 }]],
  ])('is %s', (_, spent, committed, rooms) => {
    expect(roomAt(spent, committed)).toEqual(rooms);
  });

  test('ends, too, where a route decides otherwise', () => {
    expect(roomAt(0, 0, [0.1])).toEqual([{ left: 100, ceiling: 50 }]);
  });
});

describe('room in a minute', () => {
  test('is half of what the last sixty seconds leave', () => {
    const claim = claimOf({ limits: [makeLimit({ requestsPerMinute: 100, tokensPerMinute: 1_000 })] });
    const sight = sightOf(claim, { requests: 10, tokens: 0 }, { requests: 40, tokens: 2_000 }, noon);

    expect(roomsOf({ claim, turns: [], sight }, noon + 30_000)).toEqual([
      { left: 70, ceiling: 45 },
      { left: 0, ceiling: 0 },
    ]);
  });

  test('is without end where there is no limit', () => {
    const claim = claimOf({ limits: [makeLimit({ tokensPerMinute: 100 })] });
    const [requests] = roomsOf({ claim, turns: [], sight: sightOf(claim, undefined, nothing, noon) }, noon);

    expect(requests?.left).toBe(Number.POSITIVE_INFINITY);
  });
});

test('at most a 64th of what is left lies unused, and nothing where fewer than a hundred calls fit', () => {
  const spare = (left: number, largest: number, wanted: number) =>
    spareOf([{ largest }], [{ left, ceiling: 0 }], [wanted]);

  expect(spare(6_400, 10, 1_000)).toEqual([100]);
  expect(spare(6_400, 10, 50.5)).toEqual([50]);
  expect(spare(1_000, 10, 50)).toEqual([15]);
  expect(spare(999, 10, 50)).toEqual([0]);
  expect(spare(0, 0, 50)).toEqual([0]);
});

test('a claim is of the time that runs', () => {
  const minute = claimOf({ limits: [makeLimit({ requestsPerMinute: 100 })] });
  const day = claimOf({ budgets: [makeBudget()] });

  expect([isRunning(minute, noon), isRunning(minute, noon + 60_000)]).toEqual([true, false]);
  expect([isRunning(day, noon), isRunning(day, noon + 12 * 3_600_000)]).toEqual([true, false]);
  expect([timeWithin(minute, noon - 1), timeWithin(minute, noon + 90_000)]).toEqual([noon, noon + 59_999]);
});
