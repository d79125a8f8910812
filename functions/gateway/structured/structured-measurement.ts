import type { CallDecision } from '../../../shared/contract/call-decision.ts';
import { structuredMetrics } from '../../../shared/observability/metric-names.ts';
import type { Measurement } from '../../../shared/observability/print-measurement.ts';

type Outcome = NonNullable<CallDecision['structuredOutput']>;

/** What the metrics learn of a call whose answer had to keep to a schema: the average of `valid` is the rate of valid answers. */
export function structuredMeasurement(model: string, outcome: Outcome): Measurement {
  return {
    dimensions: { model, mode: outcome.mode },
    values: {
      [structuredMetrics.valid]: outcome.isValid ? 1 : 0,
      [structuredMetrics.repaired]: outcome.wasRepaired ? 1 : 0,
    },
  };
}
