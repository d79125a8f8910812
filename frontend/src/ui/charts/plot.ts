import type { ChartSeries } from './chart-types.ts';
import { stackBars } from './geometry.ts';

const height = 168;

export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
  height: number;
}

/** Where a chart draws, in pixels: the axis at its left, labels of lines at its right. */
export function plotOf(width: number, { hasLabels }: { hasLabels: boolean }): Plot {
  return { left: 58, right: Math.max(60, width - (hasLabels ? 84 : 12)), top: 10, bottom: height - 22, height };
}

/** The largest value of lines, or of bars on top of each other, with a little room. */
export function topOf(series: readonly Pick<ChartSeries, 'id' | 'points'>[], kind: 'line' | 'bars'): number {
  const values =
    kind === 'bars'
      ? stackBars(series).map(({ to }) => to)
      : series.flatMap(({ points }) => points.map(({ value }) => value ?? 0));
  const most = values.reduce((top, value) => Math.max(top, value), 0);
  return most === 0 ? 1 : most * 1.08;
}
