import type { ReactNode } from 'react';
import { compactNumber } from '../../lib/figures/compact-number.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import { simulatedOfMoney } from '../../lib/figures/simulated.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import styles from './live.module.css';
import { readRates } from './live-rates.ts';
import { isInFlight, type LiveState } from './reduce-live.ts';
import { Sparkline } from './sparkline.tsx';

/** While a sample is shown, and as long as one counts in the figures, they are estimates. */
const sampleCountsForMs = 60_000;

/** What happens now, in figures: of all calls of the project, whatever the list is filtered by. */
export function LiveFigures({ state }: { state: LiveState }) {
  const now = Date.now();
  const rates = readRates(state.rates, now, state.heardSince ?? now);
  const isEstimate = state.sampledAt !== null && now - state.sampledAt < sampleCountsForMs;
  const about = isEstimate ? '≈ ' : '';
  const inFlight = countInFlight(state, now) / state.sampledFraction;
  const most = Math.max(...rates.startedBySecond);
  return (
    <dl className={styles['figures']} aria-label="Now">
      <Fact name="Calls" unit="/ s" value={about + rateText(rates.callsPerSecond)} tip="Started, mean of 10 s">
        <Sparkline
          values={rates.startedBySecond}
          label={`Calls started in each of the last 60 seconds, at most ${formatCount(Math.round(most)).text} a second`}
        />
      </Fact>
      <Fact name="In flight" value={about + formatCount(Math.round(inFlight)).text} tip="Started and not ended" />
      <Fact
        name="Errors"
        unit="/ s"
        value={about + rateText(rates.errorsPerSecond)}
        tip="Calls that ended with an error, mean of 10 s"
        isBad={rates.errorsPerSecond > 0}
      />
      <Fact
        name="Tokens"
        unit="/ s"
        value={about + rateText(rates.tokensPerSecond)}
        tip="Of calls that ended, mean of 10 s"
      />
      <Fact
        name="Cost"
        unit="/ min"
        value={about + formatMoney(Math.round(rates.costNanoUsdPerMinute)).text}
        tip="Of calls that ended in the last minute and whose price is known; the sandbox counts at the price that it would have"
      >
        <SimulatedMark
          of={simulatedOfMoney(Math.round(rates.costNanoUsdPerMinute), Math.round(rates.simulatedNanoUsdPerMinute))}
        />
      </Fact>
    </dl>
  );
}

function countInFlight({ calls }: LiveState, now: number): number {
  let count = 0;
  for (const call of calls.values()) if (isInFlight(call, now)) count += 1;
  return count;
}

function rateText(perSecond: number): string {
  return perSecond > 0 && perSecond < 0.1 ? '<0.1' : compactNumber(Number(perSecond.toFixed(1)));
}

interface FactProps {
  name: string;
  value: string;
  unit?: string;
  tip: string;
  isBad?: boolean;
  children?: ReactNode;
}

function Fact({ name, value, unit, tip, isBad = false, children }: FactProps) {
  return (
    <div className={styles['fact']} data-tip={tip}>
      <dt>{name}</dt>
      <dd>
        <span className={styles['factValue']} data-bad={isBad}>
          {value}
          {unit === undefined ? null : <span className={styles['factUnit']}> {unit}</span>}
        </span>
        {children}
      </dd>
    </div>
  );
}
