import type { Model } from '../../../../shared/contract/models.ts';
import { formatPrice } from '../../lib/figures/format-price.ts';
import { FigureText } from '../../ui/figure.tsx';
import { Part } from '../../ui/part.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { StepChart } from '../../ui/step-chart.tsx';
import { type PriceStep, priceHistory } from './price-history.ts';

/** How input and output prices changed, and what is announced; nothing where no change is known. */
export function PriceHistory({ model: { price } }: { model: Model }) {
  if (price === null) return null;
  const input = priceHistory(price, 'inputUncached');
  const output = priceHistory(price, 'outputText');
  if (input.length < 2 && output.length < 2) return null;
  const days = [...new Set([...input, ...output].map(({ from }) => from ?? ''))].sort();
  return (
    <Part title="Price history" hint="USD per million tokens, by the day on which a call is made, UTC.">
      <StepChart
        label="Price of input and output over time"
        series={[
          { name: 'output', steps: output },
          { name: 'input', steps: input },
        ]}
      />
      <SmallTable
        label="Prices by day"
        rows={days}
        rowKey={(day) => day}
        columns={[
          { id: 'from', header: 'From', cell: (day) => (day === '' ? 'before' : day) },
          { id: 'input', header: 'Input', align: 'end', cell: (day) => <Price steps={input} day={day} /> },
          { id: 'output', header: 'Output', align: 'end', cell: (day) => <Price steps={output} day={day} /> },
        ]}
      />
    </Part>
  );
}

function Price({ steps, day }: { steps: readonly PriceStep[]; day: string }) {
  const usd = steps.findLast(({ from }) => (from ?? '') <= day)?.usd ?? null;
  return <FigureText figure={formatPrice(usd === null ? undefined : String(usd))} />;
}
