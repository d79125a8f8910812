import type { Result } from '../../../shared/contract/route.ts';
import type { getTraceMetrics } from '../../../shared/contract/trace-metrics.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { relativeAccuracy } from '../../../shared/statistics/ddsketch.ts';
import { buildSeries } from './build-series.ts';
import { dimensionOf, planRange, type RangePlan } from './plan-range.ts';
import { rangeOf } from './range-of.ts';
import { readRollups } from './read-rollups.ts';
import type { MetricsPorts } from './serve-metrics.ts';

const defaultRangeMs = 86_400_000;

export async function answerMetrics(
  { projectId, query }: Call<typeof getTraceMetrics>,
  { rollups, clock }: MetricsPorts,
): Promise<Result<typeof getTraceMetrics>> {
  const { groupBy: group, step, timeZone, top } = query;
  const dimension = dimensionOf(group);
  const range = rangeOf(query, defaultRangeMs, clock);
  const plans = planRange({ ...range, step, timeZone, dimension });
  const read = await readRollups(rollups, plans, { projectId, dimension });
  const { plan } = read;
  const { shown, valueCount, ...built } = buildSeries(read, { group, top });
  const before = planBefore(plan);
  const previous =
    query.previous === 'true'
      ? buildSeries(await readRollups(rollups, [before], { projectId, dimension }), { group, top, shown })
      : null;
  return {
    ...{ step: plan.step, stepMs: plan.stepMs, timeZone, groupBy: group },
    ...{ relativeError: relativeAccuracy, valueCount },
    ...timesOf(plan),
    ...built,
    previous: previous && { ...timesOf(before), total: previous.total, series: previous.series },
  };
}

/** As long as the range, and up to where it begins. */
function planBefore(plan: RangePlan): RangePlan {
  return { ...plan, from: plan.bucketOf(plan.from - (plan.to - plan.from)), to: plan.from };
}

function timesOf({ from, to }: RangePlan) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
