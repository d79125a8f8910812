import type { MetricGroup, MetricStep } from '../../../shared/contract/trace-metrics.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { bucketStart, type Dimension, type Granularity, granularitiesOf } from '../../../shared/storage/rollup-keys.ts';
import { createZonedDay } from './zoned-day.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface StepRule {
  ms: number;
  /** What it is added up from, the coarsest first. */
  sources: readonly Granularity[];
  maxRangeMs: number;
  /** `auto` takes it for ranges up to this. */
  autoRangeMs: number;
}

const stepRules: Readonly<Record<MetricStep, StepRule>> = {
  minute: { ms: minute, sources: ['minute'], maxRangeMs: day, autoRangeMs: 3 * hour },
  '10-minutes': { ms: 10 * minute, sources: ['minute'], maxRangeMs: 2 * day, autoRangeMs: 30 * hour },
  hour: { ms: hour, sources: ['hour'], maxRangeMs: 62 * day, autoRangeMs: 15 * day },
  day: { ms: day, sources: ['day', 'hour'], maxRangeMs: 400 * day, autoRangeMs: 400 * day },
};
const steps = Object.keys(stepRules) as MetricStep[];

export interface RangePlan {
  step: MetricStep;
  stepMs: number;
  granularity: Granularity;
  /** Epoch milliseconds; `from` begins a bucket. */
  from: number;
  to: number;
  timeZone: string;
  /** The bucket of the answer that a rollup belongs to. */
  bucketOf(start: number): number;
}

export interface RangeQuery {
  from: number;
  to: number;
  step: MetricStep | 'auto';
  timeZone: string;
  dimension: Dimension;
}

export function dimensionOf(group: MetricGroup): Dimension {
  return group === 'none' ? 'all' : group;
}

/** The plans that answer a query, the finest first: `auto` goes on to the next if there is too much to read. */
export function planRange(query: RangeQuery): RangePlan[] {
  const { from, to } = query;
  if (from >= to) throw new ValidationError([{ field: 'query.from', message: 'a range begins before `to`' }]);
  const asked = query.step === 'auto' ? steps.filter((step) => to - from <= stepRules[step].autoRangeMs) : [query.step];
  if (asked.length === 0)
    throw new ValidationError([{ field: 'query.from', message: 'a range is at most 400 days long' }]);
  const plans = asked.flatMap((step) => planOf(step, query) ?? []);
  if (plans.length === 0) throw notCounted(query);
  return plans;
}

function planOf(step: MetricStep, { from, to, timeZone, dimension }: RangeQuery): RangePlan | null {
  const { ms: stepMs, sources, maxRangeMs } = stepRules[step];
  if (to - from > maxRangeMs) throw new ValidationError([{ field: 'query.step', message: tooFine(step, to - from) }]);
  // Days of UTC are counted as such; those of other zones are added up from hours.
  const kept = sources.filter((each) => granularitiesOf[dimension].includes(each));
  const granularity = step === 'day' && timeZone !== 'UTC' ? 'hour' : kept[0];
  if (granularity === undefined) return null;
  const zonedDay = createZonedDay(timeZone);
  const bucketOf = (start: number) =>
    step === 'day' && timeZone !== 'UTC' ? zonedDay(bucketStart('hour', start)) : Math.floor(start / stepMs) * stepMs;
  return { step, stepMs, granularity, from: bucketOf(from), to, timeZone, bucketOf };
}

function tooFine(step: MetricStep, rangeMs: number): string {
  const { maxRangeMs } = stepRules[step];
  const fitting = steps.find((each) => rangeMs <= stepRules[each].maxRangeMs);
  const advice = fitting === undefined ? '' : `; take \`${fitting}\``;
  return `${step} buckets cover at most ${maxRangeMs / day} days, the range has ${(rangeMs / day).toFixed(1)}${advice}`;
}

function notCounted({ step, dimension }: RangeQuery): ValidationError {
  const message = `\`${dimension}\` is counted by the hour, not by \`${step}\`; take \`hour\` or \`day\``;
  return new ValidationError([{ field: 'query.step', message }]);
}
