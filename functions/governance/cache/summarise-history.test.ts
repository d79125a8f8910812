import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxReportedNamespaces } from '../../../shared/contract/response-cache.ts';
import type { CacheDayCounts } from '../../../shared/storage/read-cache-counts.ts';
import { cacheDayOf } from '../../../shared/storage/response-cache-counts.ts';
import { summariseHistory } from './summarise-history.ts';

const day = 86_400_000;
const since = Date.parse('2026-10-28T00:00:00.000Z');
const now = Date.parse('2026-11-26T12:00:00.000Z');
const all = { now, namespace: undefined };

const row = (at: number, namespace: string, savedNanoUsd = 1): CacheDayCounts => {
  const some = { simulatedSavedNanoUsd: Math.floor(savedNanoUsd / 2) };
  return { day: cacheDayOf(at), namespace, hitCount: 1, sharedCount: 2, storedCount: 3, savedNanoUsd, ...some };
};

describe('a summary of what the cache saved', () => {
  test('has a figure for each of the thirty days, up to today', () => {
    const { series } = summariseHistory({ since, rows: [row(now, 'faq', 7), row(since, 'faq', 5)] }, all);

    expect(series).toHaveLength(30);
    expect(series[0]).toMatchObject({ start: '2026-10-28T00:00:00.000Z', savedNanoUsd: 5 });
    expect(series[1]).toMatchObject({ hitCount: 0, sharedCount: 0, storedCount: 0, savedNanoUsd: 0 });
    expect(series[29]).toMatchObject({ start: '2026-11-26T00:00:00.000Z', savedNanoUsd: 7 });
  });

  test('begins a new day at midnight, in UTC', () => {
    const midnight = since + 30 * day;

    expect(summariseHistory({ since, rows: [] }, { ...all, now: midnight - 1 }).series).toHaveLength(30);
    expect(summariseHistory({ since, rows: [] }, { ...all, now: midnight }).series).toHaveLength(31);
  });

  test('of one namespace counts nothing of another', () => {
    const rows = [row(now, 'faq', 7), row(now, 'news', 100)];

    expect(summariseHistory({ since, rows }, { now, namespace: 'faq' })).toMatchObject({
      savedNanoUsd: 7,
      namespaces: [{ namespace: 'faq', savedNanoUsd: 7 }],
      namespaceCount: 1,
    });
    expect(summariseHistory({ since, rows }, { now, namespace: 'none' })).toMatchObject({
      savedNanoUsd: 0,
      namespaces: [],
    });
  });

  test('lists those that saved most, and says how many there are', () => {
    const rows = Array.from({ length: maxReportedNamespaces + 5 }, (_, index) => row(now, `n${index}`, index));
    const { namespaces, namespaceCount, hitCount } = summariseHistory({ since, rows }, all);

    expect(namespaces[0]?.namespace).toBe(`n${maxReportedNamespaces + 4}`);
    expect(namespaces).toHaveLength(maxReportedNamespaces);
    expect([namespaceCount, hitCount]).toEqual([maxReportedNamespaces + 5, maxReportedNamespaces + 5]);
  });

  test('adds up to the same by day and by namespace', () => {
    const anyRow = fc
      .tuple(fc.nat(29), fc.constantFrom('a', 'b', 'c'), fc.nat(1_000_000))
      .map(([days, namespace, saved]) => row(since + days * day, namespace, saved));
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const { savedNanoUsd, simulatedSavedNanoUsd, series, namespaces } = summariseHistory({ since, rows }, all);
        const total = (of: readonly { savedNanoUsd: number }[]) => of.reduce((sum, each) => sum + each.savedNanoUsd, 0);
        expect([total(series), total(namespaces)]).toEqual([savedNanoUsd, savedNanoUsd]);
        const simulated = rows.reduce((sum, each) => sum + each.simulatedSavedNanoUsd, 0);
        expect(simulatedSavedNanoUsd).toBe(simulated);
      }),
    );
  });
});
