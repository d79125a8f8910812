import type { ChartSeries } from './chart-types.ts';

/** Every bucket that a chart has, ascending. */
export function startsOf(series: readonly Pick<ChartSeries, 'points'>[]): number[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);
}
