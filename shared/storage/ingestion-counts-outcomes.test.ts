import { describe, expect, test } from 'vitest';
import { hexOf, testTime } from '../../test/support/build-span.ts';
import { countAsQueryable, outcomeUnits, type StoredRecord } from './ingestion-counts-outcomes.ts';
import type { RollupUnit } from './rollup-units.ts';

const storedOf = (projectId: string, at: number, outcome: Partial<StoredRecord['outcome']>): StoredRecord => ({
  record: { projectId, receivedAt: testTime + at, spans: [{ traceId: hexOf(projectId, 32) }] as never },
  outcome: { stored: 0, repeated: 0, dropped: 0, ...outcome },
});

describe('a message', () => {
  test('adds up by project and hour, and names a trace to try', () => {
    const [unit, ...rest] = outcomeUnits(
      'm',
      [
        storedOf('p', 0, { stored: 2 }),
        storedOf('p', 1, { repeated: 1 }),
        storedOf('p', 3_600_000, { dropped: 4 }),
        storedOf('q', 0, {}),
      ],
      'me',
    );

    expect(rest).toEqual([]);
    expect(unit?.marker).toEqual({ pk: 'INGESTION_MESSAGE#m', sk: '0' });
    expect(unit?.updates.map(({ value, measures }) => [value, measures])).toEqual([
      [hexOf('p', 32), { stored: 2, repeated: 1 }],
      ['', { dropped: 4 }],
    ]);
  });

  test('of very many projects is counted in parts', () => {
    const stored = Array.from({ length: 130 }, (_, index) => storedOf(`p${index}`, 0, { stored: 1 }));
    const units = outcomeUnits('m', stored, 'me');

    expect(units.map(({ updates }) => updates.length)).toEqual([60, 60, 10]);
    expect(new Set(units.map(({ marker }) => marker.sk)).size).toBe(3);
  });
});

describe('a pack', () => {
  const pack = { projectId: 'p', traceId: 't', packId: 'k', receivedAt: testTime, spanCount: 5, newSpanCount: 3 };
  const unit: RollupUnit = { marker: { pk: 'a', sk: '0' }, updates: [] };

  test('is counted as queryable under its first marker, and under one of its own without any', () => {
    const [first, second] = countAsQueryable([unit, unit], pack);

    expect(first).toMatchObject({ marker: unit.marker, updates: [{ measures: { queryable: 5 } }] });
    expect(second).toBe(unit);
    expect(countAsQueryable([], pack)).toMatchObject([{ updates: [{ measures: { queryable: 5 } }] }]);
  });

  test('of a replay counts for what it brought back', () => {
    expect(countAsQueryable([unit], { ...pack, isReplay: true })[0]?.updates[0]?.measures).toEqual({ queryable: 3 });
    expect(countAsQueryable([unit], { ...pack, isReplay: true, newSpanCount: 0 })).toEqual([unit]);
  });
});
