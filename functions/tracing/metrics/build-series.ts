import type { MetricGroup, MetricSeries, MetricTotals } from '../../../shared/contract/trace-metrics.ts';
import { otherValue } from '../../../shared/storage/rollup-values.ts';
import { bucketFigures, countsTraces, totalFigures } from './figures-of.ts';
import { dimensionOf } from './plan-range.ts';
import { groupValue, type PlannedRollups } from './read-rollups.ts';
import { addTo, addUp, amountOf, emptySum, isEmpty, type RollupSum } from './rollup-sum.ts';

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

/** Sums by the start of their bucket. */
type Buckets = ReadonlyMap<number, RollupSum>;

interface ValueSums {
  value: string;
  buckets: Buckets;
  total: RollupSum;
}

/** Buckets, series and totals of what was read; values beyond `top` are added up, sketches included. */
export function buildSeries(read: PlannedRollups, { group, top, shown }: SeriesOptions): BuiltSeries {
  const all = sumByValue(read, group);
  const values = rank(all, group);
  const own = shown ?? values.flatMap(({ value }) => (value === otherValue ? [] : [value])).slice(0, top);
  const rest = values.filter(({ value }) => !own.includes(value));
  const series = own.flatMap((value) => {
    const found = values.find((each) => each.value === value);
    return found === undefined ? [] : [toSeries(found, group, false)];
  });
  if (rest.length > 0) series.push(toSeries(addValues(rest), group, true));
  const total = addUp(all.map((each) => each.total));
  return { total: totalFigures(total, group), series, shown: [...own], valueCount: values.length };
}

/** Every row is added once, to its bucket; what is larger is added up from buckets. */
function sumByValue({ plan, rows }: PlannedRollups, group: MetricGroup): ValueSums[] {
  const dimension = dimensionOf(group);
  const sums = new Map<string, Map<number, RollupSum>>();
  for (const row of rows) {
    const value = groupValue(dimension, row.value);
    const buckets = sums.get(value) ?? new Map<number, RollupSum>();
    sums.set(value, buckets);
    const start = plan.bucketOf(row.start);
    const sum = buckets.get(start) ?? emptySum();
    buckets.set(start, sum);
    addTo(sum, row);
  }
  return [...sums].map(([value, buckets]) => ({ value, buckets, total: addUp(buckets.values()) }));
}

/** Most frequent first; ties by name, so that a page does not change by itself. Values of which all was taken back are none. */
function rank(values: readonly ValueSums[], group: MetricGroup): ValueSums[] {
  const measure = countsTraces(group) ? 'traceCount' : 'callCount';
  const counts = ({ total }: ValueSums) => amountOf(total, measure) + amountOf(total, 'callCount') > 0;
  return values
    .filter((each) => !isEmpty(each.total) && (group === 'none' || counts(each)))
    .toSorted((a, b) => amountOf(b.total, measure) - amountOf(a.total, measure) || (a.value < b.value ? -1 : 1));
}

function addValues(values: readonly ValueSums[]): ValueSums {
  const parts = values.flatMap(({ buckets }) => [...buckets]);
  const buckets = new Map(
    [...Map.groupBy(parts, ([start]) => start)].map(([start, sums]) => [start, addUp(sums.map(([, sum]) => sum))]),
  );
  return { value: '', buckets, total: addUp(values.map(({ total }) => total)) };
}

function toSeries({ value, buckets, total }: ValueSums, group: MetricGroup, isOther: boolean): MetricSeries {
  const filled = [...buckets].filter(([, sum]) => !isEmpty(sum)).toSorted(([a], [b]) => a - b);
  return {
    ...{ value, isOther, total: totalFigures(total, group) },
    buckets: filled.map(([start, sum]) => ({ start: new Date(start).toISOString(), ...bucketFigures(sum, group) })),
  };
}
