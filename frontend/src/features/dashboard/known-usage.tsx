import type { MetricTotals } from '../../../../shared/contract/trace-metrics.ts';
import { unknownFigure } from '../../lib/figures/figure.ts';
import { formatPartialMoney } from '../../lib/figures/partial-money.ts';
import { Count, FigureText } from '../../ui/figure.tsx';
import { usageOfTotals } from './usage-of-totals.ts';

const noUsage = 'Nothing reported tokens or a cost, or the cache answered.';

/** Tokens, or that none were reported. */
export function KnownCount({ value }: { value: number | null }) {
  return value === null ? <FigureText figure={unknownFigure(noUsage)} /> : <Count value={value} />;
}

/** The sum of the known costs, marked where calls without a price are not in it. */
export function KnownCost({ total }: { total: MetricTotals }) {
  const { tokens, costNanoUsd: nanoUsd } = usageOfTotals(total);
  const reason = tokens === null ? noUsage : 'None of these calls has a known price.';
  const { unpricedCount } = total;
  return <FigureText figure={formatPartialMoney({ nanoUsd, unpricedCount, noun: 'call', reason })} />;
}
