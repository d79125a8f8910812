import { describe, expect, test } from 'vitest';
import type { ReleaseComparison } from '../../../../shared/contract/release-regressions.ts';
import type { Heatmap } from '../../../../shared/contract/trace-metrics.ts';
import { parseFilter } from '../../../../shared/trace-filter/parse-filter.ts';
import { durationLogTicks, durationTickText } from '../../lib/duration-ticks.ts';
import { linearScale, logScale } from '../../ui/charts/geometry.ts';
import { boundText, changeText, estimateText, intervalWords } from './comparison-text.ts';
import { cellAt, latencyScale, roomyTicks, shadeOf, shadePaths } from './heatmap-geometry.ts';
import { slowestCells } from './heatmap-table.tsx';
import { latencyFilter } from './latency-filter.ts';
import { noChangeWords } from './no-change-words.ts';
import { partByEvidence } from './part-by-evidence.ts';
import { parsePerformanceSearch } from './performance-search.ts';

const hour = 3_600_000;
const map: Pick<Heatmap, 'columns' | 'rows'> = {
  rows: [
    { fromMs: 100, toMs: 200 },
    { fromMs: 200, toMs: 400 },
  ],
  columns: [
    { start: new Date(0).toISOString(), counts: [3, 1] },
    { start: new Date(2 * hour).toISOString(), counts: [0, 4] },
  ],
};

describe('a heat map', () => {
  test('gives the cell at a place with its share of that time', () => {
    expect(cellAt(map, { at: 100, ms: 150, stepMs: hour })).toEqual({
      start: 0,
      row: map.rows[0],
      count: 3,
      share: 0.75,
    });
    expect(cellAt(map, { at: 2 * hour, ms: 200, stepMs: hour })).toMatchObject({ count: 0, share: 0 });
    expect(cellAt(map, { at: 1.5 * hour, ms: 150, stepMs: hour })).toBeNull();
    expect(cellAt(map, { at: 100, ms: 500, stepMs: hour })).toBeNull();
  });

  test('has six shades, from one to the most', () => {
    expect([0, 1, 10, 100].map((count) => shadeOf(count, 100))).toEqual([0, 1, 3, 6]);
    expect(shadeOf(1, 1)).toBe(6);
  });

  test('draws each cell once, in the shade of its count', () => {
    const { y, low } = latencyScale(map.rows, { top: 0, bottom: 100 });
    const paths = shadePaths(map, { x: linearScale([0, 3 * hour], [0, 30]), y, stepMs: hour, low });

    expect(paths.map((path) => path.split('Z').length - 1)).toEqual([1, 0, 0, 1, 0, 1]);
    expect(paths[5]).toBe('M20 0H29.5V50H20Z');
  });

  test('leaves out a mark whose label would lie over the next: 50 s beside 1 m', () => {
    const y = logScale([900, 70_000], [250, 0]);
    const marks = durationLogTicks(900, 70_000);

    expect(roomyTicks(marks, y, 16).map(durationTickText)).toEqual(['1 s', '2 s', '5 s', '10 s', '20 s', '1 m']);
    expect(roomyTicks(marks, y, 1)).toEqual(marks);
  });

  test('lists the slowest first', () => {
    expect(slowestCells(map).map(({ start, row, count }) => [start / hour, row.fromMs, count])).toEqual([
      [2, 200, 4],
      [0, 200, 1],
      [0, 100, 3],
    ]);
  });

  test.each([
    ['trace', 'latency>200ms latency<=244.123ms'],
    ['firstToken', 'ttft>200ms ttft<=244.123ms'],
    ['call', 'latency>200ms'],
  ] as const)('opens the traces of a cell of %s', (measure, filter) => {
    expect(latencyFilter(measure, { fromMs: 200, toMs: 244.12345 })).toBe(filter);
    expect(parseFilter(filter)).toMatchObject({ isValid: true });
  });
});

describe('a comparison', () => {
  const of = (overrides: Partial<ReleaseComparison>): ReleaseComparison => ({
    ...{ measure: 'latencyP50', unit: 'ms', change: null, verdict: 'too few' },
    a: { count: 1234, value: 400, low: 380, high: 430 },
    b: { count: 3, value: 500, low: null, high: null },
    ...overrides,
  });

  test('says what it is of, in its unit', () => {
    expect([
      estimateText({ unit: 'ms' }, 1500),
      estimateText({ unit: 'rate' }, 0.031),
      estimateText({ unit: 'nanoUsd' }, null),
    ]).toEqual(['1.50 s', '3.1 %', '—']);
    expect(intervalWords(of({}), 'a')).toBe('95 %: 380 ms to 430 ms, of 1,234');
    expect(intervalWords(of({}), 'b')).toBe('of 3: too few for a 95 % interval');
  });

  test('says by how much, with its sign', () => {
    expect(changeText(of({}))).toBe('—');
    expect(changeText(of({ change: { kind: 'ratio', value: 1.254, low: 1.1, high: 1.4 } }))).toBe('+25 %');
    expect(boundText('ratio', 'ms', 0.9)).toBe('−10 %');
    expect(boundText('difference', 'rate', -0.0042)).toBe('−0.4 points');
    expect(boundText('difference', 'nanoUsd', 400_000)).toBe('+$0.0004');
    expect(boundText('difference', 'nanoUsd', -400)).toBe('under $0.0001');
    expect(boundText('difference', 'nanoUsd', 0)).toBe('$0.00');
  });

  test('shows what got worse before what got better, and what has no evidence apart', () => {
    const row = (value: string, verdict: ReleaseComparison['verdict']) => ({
      kind: 'model' as const,
      value,
      simulated: 'none' as const,
      comparisons: [of({ verdict })],
    });
    const { changed, unchanged } = partByEvidence([
      row('a', 'improved'),
      row('b', 'no evidence'),
      row('c', 'regressed'),
      row('d', 'too few'),
    ]);

    expect([changed, unchanged].map((rows) => rows.map(({ value }) => value))).toEqual([
      ['c', 'a'],
      ['b', 'd'],
    ]);
  });
});

test('an address says what the page shows', () => {
  const search = { range: '7d', measure: 'call', by: 'region', value: 'eu', compare: 'prompt', a: '1', b: '2' };
  expect(parsePerformanceSearch(search)).toEqual(search);
  expect(parsePerformanceSearch({ measure: 'mood', by: 'key', compare: 'release', value: '' })).toEqual({});
});

describe('where nothing changed', () => {
  const of = { a: '1.4.0', b: '1.5.0', dimension: 'release' } as const;

  test('it says of which two, and claims nothing of others', () => {
    const words = noChangeWords({ ...of, testedCount: 4 });

    expect(words).toContain('1.4.0 → 1.5.0: no evidence');
    expect(words).not.toContain('anything');
  });

  test('too few values are no evidence of no change', () => {
    expect(noChangeWords({ ...of, testedCount: 0 })).toContain('has the 30 values');
  });
});
