import type { CallDecision } from '../../../shared/contract/call-decision.ts';
import { structuredMetrics } from '../../../shared/observability/metric-names.ts';

type Outcome = NonNullable<CallDecision['structuredOutput']>;

export interface StructuredMeasurement {
  dimensions: { model: string; mode: Outcome['mode'] };
  /** The average of `StructuredOutputValid` is the rate of valid answers. */
  values: Record<string, number>;
}

/** What the metrics learn of a call whose answer had to keep to a schema. */
export function structuredMeasurement(model: string, outcome: Outcome): StructuredMeasurement {
  return {
    dimensions: { model, mode: outcome.mode },
    values: {
      [structuredMetrics.valid]: outcome.isValid ? 1 : 0,
      [structuredMetrics.repaired]: outcome.wasRepaired ? 1 : 0,
    },
  };
}
