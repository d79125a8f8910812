import type { Heatmap } from '../../../../shared/contract/trace-metrics.ts';
import { logScale, round, type Scale } from '../../ui/charts/geometry.ts';

export const shades = 6;

/** The scale of latency, from the lower end of the lowest row; the lowest of all begins at nothing. */
export function latencyScale(
  rows: Heatmap['rows'],
  plot: { top: number; bottom: number },
): { y: Scale; low: number; high: number } {
  const first = rows[0];
  const low = first === undefined ? 1 : first.fromMs || first.toMs / 1.25;
  const high = rows.at(-1)?.toMs ?? 10;
  return { y: logScale([low, high], [plot.bottom, plot.top]), low, high };
}

/** Marks that have room for their labels, `height` apart: of two that have not, the longer latency, which is the rounder of a unit's end. */
export function roomyTicks(ticks: readonly number[], y: Scale, height: number): number[] {
  const kept: number[] = [];
  for (const tick of ticks.toSorted((a, b) => b - a)) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(y(tick) - y(last)) >= height) kept.push(tick);
  }
  return kept.reverse();
}

/** How dark a count is, 1 to 6: by powers, because a few hours hold nearly everything. */
export function shadeOf(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  if (most === 1) return shades;
  return Math.min(shades, 1 + Math.floor((Math.log(count) / Math.log(most)) * (shades - 1) + 1e-9));
}

/** One path for each shade, so that thousands of cells are six elements. */
export function shadePaths(
  { columns, rows }: Pick<Heatmap, 'columns' | 'rows'>,
  { x, y, stepMs, low }: { x: Scale; y: Scale; stepMs: number; low: number },
): string[] {
  const most = mostOf(columns);
  const paths = Array.from({ length: shades }, () => '');
  for (const { start, counts } of columns) {
    const at = Date.parse(start);
    const [left, right] = [round(x(at)), round(x(at + stepMs))];
    for (const [index, count] of counts.entries()) {
      const row = rows[index];
      if (count === 0 || row === undefined) continue;
      const [top, bottom] = [round(y(row.toMs)), round(y(Math.max(row.fromMs, low)))];
      const shade = shadeOf(count, most) - 1;
      paths[shade] += `M${left} ${top}H${Math.max(left + 1, right - 0.5)}V${bottom}H${left}Z`;
    }
  }
  return paths;
}

export function mostOf(columns: Heatmap['columns']): number {
  return columns.reduce((most, { counts }) => counts.reduce((top, count) => Math.max(top, count), most), 0);
}

/** The cell at a place, whether it has anything or not; null outside of the rows. */
export function cellAt(
  map: Pick<Heatmap, 'columns' | 'rows'>,
  { at, ms, stepMs }: { at: number; ms: number; stepMs: number },
): { start: number; row: Heatmap['rows'][number]; count: number; share: number } | null {
  const column = map.columns.find(({ start }) => Date.parse(start) <= at && at < Date.parse(start) + stepMs);
  const index = map.rows.findIndex(({ fromMs, toMs }) => fromMs < ms && ms <= toMs);
  const row = map.rows[index];
  if (column === undefined || row === undefined) return null;
  const count = column.counts[index] ?? 0;
  const total = column.counts.reduce((sum, each) => sum + each, 0);
  return { start: Date.parse(column.start), row, count, share: total === 0 ? 0 : count / total };
}
