import type { listModelUse, ModelUse } from '../../shared/contract/model-use.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ValidationError } from '../../shared/http/errors.ts';
import { mergeSketches, quantile } from '../../shared/statistics/ddsketch.ts';
import type { RollupBucket } from '../../shared/storage/rollup-repository.ts';
import type { SketchName } from '../../shared/storage/trace-contributions.ts';
import { attemptCounts } from '../../shared/telemetry/attempt-counts.ts';
import type { RoutingPorts } from './app.ts';

const day = 86_400_000;
const defaultRange = 7 * day;
/** Hours are kept so long. */
const maxRange = 400 * day;

/** Adds up the rollups of a range by model. Whole hours, and beyond a week whole days, count: those that it begins in, too. */
export function handleListModelUse({ rollups, clock }: RoutingPorts): Handler<typeof listModelUse> {
  return async ({ projectId, query }) => {
    const to = query.to === undefined ? clock() : Date.parse(query.to);
    const from = query.from === undefined ? to - defaultRange : Date.parse(query.from);
    if (from >= to || to - from > maxRange) {
      throw new ValidationError([{ field: 'query.from', message: 'a range begins before `to`, at most 400 days' }]);
    }
    const granularity = to - from <= defaultRange ? 'hour' : 'day';
    const buckets = await rollups.read({ projectId, granularity, dimension: 'model', from, to });
    const asked = buckets.filter(({ value }) => query.model === undefined || value === query.model);
    const items = [...Map.groupBy(asked, ({ value }) => value)].map(([model, rows]) => useOf(model, rows));
    return { items: items.toSorted((a, b) => b.callCount - a.callCount), nextCursor: null };
  };
}

function useOf(model: string, rows: readonly RollupBucket[]): ModelUse {
  const sum = (name: string) =>
    Math.max(
      0,
      rows.reduce((total, { measures }) => total + (measures[name] ?? 0), 0),
    );
  const validCount = sum('structuredValid');
  const invalidCount = sum('structuredInvalid');
  const structured = { validCount, invalidCount, repairedCount: sum('structuredRepaired') };
  const { asked, failed, byCaller } = attemptCounts({
    ...{ callCount: sum('callCount'), callErrorCount: sum('callErrorCount') },
    ...{ callUnsentCount: sum('callUnsentCount'), callerErrorCount: sum('callerErrorCount') },
  });
  const checkedCount = validCount + invalidCount;
  return {
    model,
    requestCount: sum('requestCount'),
    requestErrorCount: sum('requestErrorCount'),
    callCount: asked,
    failureCount: failed,
    callerErrorCount: byCaller,
    rateLimitedCount: sum('callRateLimitedCount'),
    inputTokens: sum('tokens.input'),
    outputTokens: sum('tokens.output'),
    costNanoUsd: sum('costNanoUsd'),
    simulatedCallCount: sum('simulatedCallCount'),
    simulatedCostNanoUsd: sum('simulatedCostNanoUsd'),
    duration: quantilesOf(rows, 'call'),
    firstToken: quantilesOf(rows, 'firstToken'),
    structuredOutput: checkedCount === 0 ? null : { ...structured, validRate: validCount / checkedCount },
  };
}

function quantilesOf(rows: readonly RollupBucket[], name: SketchName) {
  const sketch = mergeSketches(rows.map(({ sketches }) => sketches[name]));
  return { p50Ms: quantile(sketch, 0.5), p95Ms: quantile(sketch, 0.95) };
}
