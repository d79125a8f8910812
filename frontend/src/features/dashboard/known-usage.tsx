import type { MetricTotals } from '../../../../shared/contract/trace-metrics.ts';
import { unknownFigure } from '../../lib/figures/figure.ts';
import { Count, FigureText, Money } from '../../ui/figure.tsx';
import { usageOfTotals } from './usage-of-totals.ts';

const noUsage = 'Nothing reported tokens or a cost, or the cache answered.';

/** Tokens, or that none were reported. */
export function KnownCount({ value }: { value: number | null }) {
  return value === null ? <FigureText figure={unknownFigure(noUsage)} /> : <Count value={value} />;
}

export function KnownCost({ total }: { total: MetricTotals }) {
  const { tokens, costNanoUsd } = usageOfTotals(total);
  return <Money nanoUsd={costNanoUsd} reason={tokens === null ? noUsage : 'None of these calls has a known price.'} />;
}
