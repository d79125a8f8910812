import type { MetricGroup, MetricSeries, MetricTotals } from '../../../shared/contract/trace-metrics.ts';
import type { RollupBucket } from '../../../shared/storage/rollup-repository.ts';
import { otherValue } from '../../../shared/storage/rollup-values.ts';
import { bucketFigures, countsTraces, totalFigures } from './figures-of.ts';
import { dimensionOf } from './plan-range.ts';
import { groupValue, type PlannedRollups } from './read-rollups.ts';
import { addUp, amountOf, isEmpty } from './rollup-sum.ts';

export interface BuiltSeries {
  total: MetricTotals;
  series: MetricSeries[];
  /** Without "other" those that have a series of their own, the most frequent first. */
  shown: string[];
  valueCount: number;
}

export interface SeriesOptions {
  group: MetricGroup;
  top: number;
  /** Those to show, of another period. */
  shown?: readonly string[];
}

/** Buckets, series and totals of what was read; values beyond `top` are added up, sketches included. */
export function buildSeries({ plan, rows }: PlannedRollups, { group, top, shown }: SeriesOptions): BuiltSeries {
  const dimension = dimensionOf(group);
  const byValue = Map.groupBy(rows, ({ value }) => groupValue(dimension, value));
  const ranked = rank(byValue, group);
  const own = shown ?? ranked.filter((value) => value !== otherValue).slice(0, top);
  const rest = ranked.filter((value) => !own.includes(value));
  const seriesOf = (value: string, parts: readonly RollupBucket[], isOther: boolean): MetricSeries => ({
    value,
    isOther,
    total: totalFigures(addUp(parts), group),
    buckets: bucketsOf(parts, plan.bucketOf, group),
  });
  const series = own.flatMap((value) => {
    const parts = byValue.get(value);
    return parts === undefined ? [] : [seriesOf(value, parts, false)];
  });
  if (rest.length > 0) {
    series.push(
      seriesOf(
        '',
        rest.flatMap((value) => byValue.get(value) ?? []),
        true,
      ),
    );
  }
  return { total: totalFigures(addUp(rows), group), series, shown: [...own], valueCount: ranked.length };
}

/** Most frequent first; ties by name, so that a page does not change by itself. Values of which all was taken back are none. */
function rank(byValue: ReadonlyMap<string, readonly RollupBucket[]>, group: MetricGroup): string[] {
  const measure = countsTraces(group) ? 'traceCount' : 'callCount';
  const sums = [...byValue].map(([value, parts]) => ({ value, sum: addUp(parts) }));
  return sums
    .filter(({ sum }) => !isEmpty(sum) && (group === 'none' || amountOf(sum, measure) + amountOf(sum, 'callCount') > 0))
    .toSorted((a, b) => amountOf(b.sum, measure) - amountOf(a.sum, measure) || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value);
}

function bucketsOf(
  parts: readonly RollupBucket[],
  bucketOf: (start: number) => number,
  group: MetricGroup,
): MetricSeries['buckets'] {
  const byStart = Map.groupBy(parts, ({ start }) => bucketOf(start));
  return [...byStart]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([start, rows]) => {
      const sum = addUp(rows);
      return isEmpty(sum) ? [] : [{ start: new Date(start).toISOString(), ...bucketFigures(sum, group) }];
    });
}
