import type { Result } from '../../../shared/contract/route.ts';
import type { getTraceHeatmap } from '../../../shared/contract/trace-metrics.ts';
import type { Call } from '../../../shared/http/create-api.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { buildHeatmap } from './build-heatmap.ts';
import { countsCalls, countsTraces } from './figures-of.ts';
import { dimensionOf, planRange } from './plan-range.ts';
import { rangeOf } from './range-of.ts';
import { groupValue, readRollups } from './read-rollups.ts';
import { addUp } from './rollup-sum.ts';
import type { MetricsPorts } from './serve-metrics.ts';
import { simulatedPart } from './simulated-part.ts';

const defaultRangeMs = 86_400_000;

export async function answerHeatmap(
  { projectId, query }: Call<typeof getTraceHeatmap>,
  { rollups, clock }: MetricsPorts,
): Promise<Result<typeof getTraceHeatmap>> {
  const { measure, step, timeZone, value } = query;
  const isKnown = measure === 'trace' ? countsTraces(query.dimension) : countsCalls(query.dimension);
  if (!isKnown) {
    const message = `\`${measure}\` is not counted by ${query.dimension}; take another measure`;
    throw new ValidationError([{ field: 'query.measure', message }]);
  }
  const dimension = dimensionOf(query.dimension);
  const plans = planRange({ ...rangeOf(query, defaultRangeMs, clock), step, timeZone, dimension });
  const { plan, rows } = await readRollups(rollups, plans, { projectId, dimension });
  const asked = rows.filter((row) => dimension === 'all' || groupValue(dimension, row.value) === value);
  const columns = [...Map.groupBy(asked, ({ start }) => plan.bucketOf(start))]
    .toSorted(([a], [b]) => a - b)
    .map(([start, parts]) => ({ start, sketch: addUp(parts).sketches[measure] }));
  return {
    from: new Date(plan.from).toISOString(),
    to: new Date(plan.to).toISOString(),
    ...{ step: plan.step, stepMs: plan.stepMs, timeZone, measure },
    simulated: simulatedPart(addUp(asked), measure === 'trace' ? 'trace' : 'call'),
    ...buildHeatmap(columns),
  };
}
