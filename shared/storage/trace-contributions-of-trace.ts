import { bucketIndex } from '../statistics/ddsketch.ts';
import { toMilliseconds } from '../telemetry/nanos.ts';
import { valueOfSender } from './rollup-values.ts';
import {
  addMeasures,
  type Contribution,
  type Measures,
  millisecondsPerMinute,
  withoutZeros,
} from './trace-contributions.ts';
import type { TraceFold } from './trace-fold.ts';
import { summarize } from './trace-summary.ts';

/**
 * What a trace as a whole adds to the rollups: it, whether it failed, how long it took. Its summary changes with every pack, so what
 * the former summary added is taken back: the rollups hold, at any moment, each trace once, as lists show it.
 */
export function contributionsOfTrace(before: TraceFold | null, after: TraceFold): Contribution[] {
  const added = contributionOf(after);
  const takenBack = before === null ? null : contributionOf(before);
  if (takenBack === null) return [added];
  const { measures: _, ...place } = added;
  const { measures: __, ...formerPlace } = takenBack;
  if (JSON.stringify(place) !== JSON.stringify(formerPlace)) return [added, negated(takenBack)];
  addMeasures(added.measures, takenBack.measures, -1);
  return [withoutZeros(added)].filter(({ measures }) => Object.keys(measures).length > 0);
}

function negated(contribution: Contribution): Contribution {
  const measures: Measures = {};
  addMeasures(measures, contribution.measures, -1);
  return { ...contribution, measures };
}

function contributionOf(fold: TraceFold): Contribution {
  const trace = summarize('', '', fold);
  const start = toMilliseconds(fold.startTimeUnixNano);
  return withoutZeros({
    minute: Math.floor(start / millisecondsPerMinute) * millisecondsPerMinute,
    model: null,
    provider: null,
    key: null,
    environment: trace.environment,
    release: valueOfSender(trace.release),
    prompt: null,
    region: null,
    service: valueOfSender(trace.service),
    name: valueOfSender(trace.name) ?? '',
    measures: {
      traceCount: 1,
      traceErrorCount: trace.status === 'error' ? 1 : 0,
      simulatedTraceCount: trace.isSimulated ? 1 : 0,
      [`trace:${bucketIndex(trace.durationMs)}`]: 1,
      'traceTotal.inputTokens': trace.inputTokens,
      'traceTotal.outputTokens': trace.outputTokens,
      'traceTotal.costNanoUsd': fold.costNanoUsd,
      'traceTotal.simulatedCostNanoUsd': fold.simulatedCostNanoUsd,
      'traceTotal.unpricedCount': trace.unpricedSpanCount,
    },
  });
}
