import type { Heatmap } from '../../../shared/contract/trace-metrics.ts';
import { bucketBounds, bucketIndex, type Sketch } from '../../../shared/statistics/ddsketch.ts';

/** So many buckets of a sketch make a row: 22 % of latency, about 12 rows for each power of ten. */
const bucketsPerRow = 5;
/** What is faster is in the lowest row. */
const lowestMs = 0.1;
const lowestRow = rowOf(bucketIndex(lowestMs));

function rowOf(index: number): number {
  return Math.floor(index / bucketsPerRow);
}

/** Counts by time and by row of latency, with the rows between the fastest and the slowest. Merging buckets of a sketch is exact. */
export function buildHeatmap(
  columns: readonly { start: number; sketch: Sketch }[],
): Pick<Heatmap, 'rows' | 'columns' | 'count'> {
  const counted = columns.map(({ start, sketch }) => ({ start, rows: countRows(sketch) }));
  const occupied = counted.flatMap(({ rows }) => [...rows.keys()]);
  const [first, last] = [minimum(occupied), maximum(occupied)];
  if (first === null || last === null) return { rows: [], columns: [], count: 0 };
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const filled = counted.filter(({ rows }) => rows.size > 0);
  return {
    rows: all.map(boundsOf),
    columns: filled.map(({ start, rows }) => ({
      start: new Date(start).toISOString(),
      counts: all.map((row) => rows.get(row) ?? 0),
    })),
    count: filled.reduce((sum, { rows }) => sum + [...rows.values()].reduce((total, count) => total + count, 0), 0),
  };
}

function countRows(sketch: Sketch): Map<number, number> {
  const rows = new Map<number, number>();
  for (const [index, count] of sketch) {
    const row = Math.max(lowestRow, rowOf(index));
    rows.set(row, (rows.get(row) ?? 0) + count);
  }
  return new Map([...rows].filter(([, count]) => count > 0));
}

function boundsOf(row: number) {
  const fromMs = row === lowestRow ? 0 : bucketBounds(row * bucketsPerRow).low;
  return { fromMs, toMs: bucketBounds(row * bucketsPerRow + bucketsPerRow - 1).high };
}

function minimum(values: readonly number[]): number | null {
  return values.reduce<number | null>((least, value) => (least === null || value < least ? value : least), null);
}

function maximum(values: readonly number[]): number | null {
  return values.reduce<number | null>((most, value) => (most === null || value > most ? value : most), null);
}
