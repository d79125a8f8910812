import { expect, test } from 'vitest';
import { listClaims } from './list-claims.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import { makeBudget, makeCall, makeLimit, noon } from './testing/governed-call.ts';

const counters = (used: Record<string, { requests: number; tokens: number }>) => ({
  of: ({ pk, sk }: { pk: string; sk: string }) => {
    const rule = Object.keys(used).find((id) => pk.includes(`#${id}#`));
    return rule !== undefined && sk.endsWith(String(noon / 60_000)) ? used[rule] : undefined;
  },
});

test('headers tell of the limit that has the least left, for requests and for tokens', () => {
  const limits = [
    makeLimit({ id: 'wide', requestsPerMinute: 100, tokensPerMinute: 1_000 }),
    makeLimit({ id: 'narrow', requestsPerMinute: 10 }),
    makeLimit({ id: 'slots', concurrency: 3 }),
  ];
  const claims = listClaims(makeCall({ limits, budgets: [makeBudget()] }));
  const read = counters({ wide: { requests: 10, tokens: 300 }, narrow: { requests: 4, tokens: 0 } });

  expect(rateLimitHeaders(claims, read, { at: noon + 500, isCounted: true })).toEqual({
    'x-ratelimit-limit-requests': '10',
    'x-ratelimit-remaining-requests': '5',
    'x-ratelimit-reset-requests': '120s',
    'x-ratelimit-limit-tokens': '1000',
    'x-ratelimit-remaining-tokens': '600',
    'x-ratelimit-reset-tokens': '120s',
  });
  expect(rateLimitHeaders(claims, read, { at: noon + 500, isCounted: false })).toMatchObject({
    'x-ratelimit-remaining-requests': '6',
    'x-ratelimit-remaining-tokens': '700',
  });
});

test('a large limit of which little is left in part does not hide a small one that refuses sooner', () => {
  const limits = [
    makeLimit({ id: 'large', requestsPerMinute: 1_000, tokensPerMinute: 100_000 }),
    makeLimit({ id: 'small', requestsPerMinute: 10, tokensPerMinute: 5_000 }),
  ];
  const used = { large: { requests: 910, tokens: 90_000 }, small: { requests: 5, tokens: 1_000 } };
  const claims = listClaims(makeCall({ limits }));

  expect(rateLimitHeaders(claims, counters(used), { at: noon, isCounted: false })).toEqual({
    'x-ratelimit-limit-requests': '10',
    'x-ratelimit-remaining-requests': '5',
    'x-ratelimit-reset-requests': '120s',
    'x-ratelimit-limit-tokens': '5000',
    'x-ratelimit-remaining-tokens': '4000',
    'x-ratelimit-reset-tokens': '120s',
  });
});

test('of limits that are as tight the smallest is told, and without any nothing', () => {
  const limits = ['two', 'one'].map((id, n) => makeLimit({ id, requestsPerMinute: 20 - 10 * n }));
  const even = counters({ one: { requests: 5, tokens: 0 }, two: { requests: 15, tokens: 0 } });
  const told = (rules: Parameters<typeof makeCall>[0]) =>
    rateLimitHeaders(listClaims(makeCall(rules)), even, { at: noon, isCounted: false });

  expect(told({ limits })['x-ratelimit-limit-requests']).toBe('10');
  expect(told({ budgets: [makeBudget()] })).toEqual({});
});
