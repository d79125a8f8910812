import type { ChartPoint, ChartSeries } from './chart-types.ts';

export type Scale = (value: number) => number;

export function linearScale([low, high]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const span = high - low || 1;
  return (value) => start + ((value - low) / span) * (end - start);
}

/** Both bounds are positive. */
export function logScale([low, high]: readonly [number, number], range: readonly [number, number]): Scale {
  const scale = linearScale([Math.log(low), Math.log(high)], range);
  return (value) => scale(Math.log(Math.max(value, low)));
}

export interface LineShape {
  /** SVG path of the connected points. */
  path: string;
  /** Points without a neighbour, which a line would not show. */
  dots: readonly { x: number; y: number }[];
}

/** A line that breaks wherever a bucket is missing: what was not measured is not drawn. */
export function lineShape(
  points: readonly ChartPoint[],
  { x, y, stepMs }: { x: Scale; y: Scale; stepMs: number },
): LineShape {
  const runs: { x: number; y: number }[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, value } of points) {
    if (value === null) continue;
    const point = { x: x(at + stepMs / 2), y: y(value) };
    // A day in which the clocks change is an hour longer.
    if (at - last > stepMs * 1.5) runs.push([point]);
    else runs.at(-1)?.push(point);
    last = at;
  }
  const line = (run: (typeof runs)[number]) => run.map((each) => `${round(each.x)} ${round(each.y)}`).join('L');
  return {
    path: runs
      .filter((run) => run.length > 1)
      .map((run) => `M${line(run)}`)
      .join(''),
    dots: runs.flatMap((run) => (run.length === 1 ? run : [])),
  };
}

export interface StackedBar {
  seriesId: string;
  at: number;
  from: number;
  to: number;
}

/** Bars on top of each other from zero, in the order of the series. */
export function stackBars(series: readonly Pick<ChartSeries, 'id' | 'points'>[]): StackedBar[] {
  const tops = new Map<number, number>();
  return series.flatMap(({ id, points }) =>
    points.flatMap(({ at, value }) => {
      if (value === null || value <= 0) return [];
      const from = tops.get(at) ?? 0;
      tops.set(at, from + value);
      return [{ seriesId: id, at, from, to: from + value }];
    }),
  );
}

/**
 * Moves labels apart that would lie on each other, as little as need be; gives their places in the given order.
 * Of those at one place a later one stands higher, as the p99 does above the p95.
 */
export function spreadLabels(
  places: readonly number[],
  gap: number,
  [top, bottom]: readonly [number, number],
): number[] {
  const sorted = places
    .map((place, index) => ({ place, index }))
    .toSorted((a, b) => a.place - b.place || b.index - a.index);
  for (const [index, label] of sorted.entries()) {
    const before = sorted[index - 1];
    label.place = Math.max(label.place, before === undefined ? top : before.place + gap);
  }
  for (const [index, label] of [...sorted.entries()].toReversed()) {
    const after = sorted[index + 1];
    label.place = Math.min(label.place, after === undefined ? bottom : after.place - gap);
  }
  return sorted.toSorted((a, b) => a.index - b.index).map(({ place }) => place);
}

/** The bucket of `starts` (ascending) that holds a time; null before the first and in gaps. */
export function bucketAt(starts: readonly number[], stepMs: number, at: number): number | null {
  const start = starts.findLast((each) => each <= at);
  return start !== undefined && at < start + stepMs ? start : null;
}

/** Widened to whole buckets of a range that begins with one. */
export function snapRange(a: number, b: number, { from, to, stepMs }: { from: number; to: number; stepMs: number }) {
  const floor = (at: number) => from + Math.floor((at - from) / stepMs) * stepMs;
  const [low, high] = [Math.max(from, Math.min(a, b)), Math.min(to, Math.max(a, b))];
  const end = floor(high) === high ? high : floor(high) + stepMs;
  return { from: floor(low), to: Math.min(to, Math.max(end, floor(low) + stepMs)) };
}

/** A tenth of a pixel is enough, and the page stays small. */
export const round = (value: number): number => Math.round(value * 10) / 10;
