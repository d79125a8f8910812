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

test('headers tell of the limit that has the least part left, for requests and for tokens', () => {
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

test('of limits that are as tight the first is told, and without any nothing', () => {
  const limits = ['one', 'two'].map((id, n) => makeLimit({ id, requestsPerMinute: 10 * (n + 1) }));
  const even = counters({ one: { requests: 5, tokens: 0 }, two: { requests: 10, tokens: 0 } });
  const told = (rules: Parameters<typeof makeCall>[0]) =>
    rateLimitHeaders(listClaims(makeCall(rules)), even, { at: noon, isCounted: false });

  expect(told({ limits })['x-ratelimit-limit-requests']).toBe('10');
  expect(told({ budgets: [makeBudget()] })).toEqual({});
});
