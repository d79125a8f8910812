import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import type { EstimatedLatency, TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { simulatedCostNote, simulatedCostText, simulatedOfTotals } from '../../lib/figures/simulated.ts';
import { Count, Duration } from '../../ui/figure.tsx';
import { Tile } from '../../ui/tile.tsx';
import styles from './dashboard.module.css';
import { type Change, changeOfAmount, changeOfErrorRate, changeOfLatency } from './describe-change.ts';
import { KnownCost, KnownCount } from './known-usage.tsx';
import { listSearch } from './list-search.ts';
import { Rate } from './rate.tsx';
import { usageOfTotals } from './usage-of-totals.ts';

/** The figures of the range, each against the period before. */
export function DashboardTiles({ metrics: { total, previous }, range }: { metrics: TraceMetrics; range: ViewRange }) {
  const before = previous?.total ?? total;
  const tokens = (of: typeof total) => usageOfTotals(of).tokens;
  return (
    <div className={styles['tiles']}>
      <ChangeTile label="Traces" change={changeOfAmount(total.traceCount, before.traceCount)}>
        <Count value={total.traceCount ?? 0} />
      </ChangeTile>
      <ChangeTile label="Traces with an error" change={changeOfErrorRate(total, before)}>
        <Rate count={total.traceErrorCount ?? 0} total={total.traceCount ?? 0} />
      </ChangeTile>
      {(['p50', 'p95', 'p99'] as const).map((q) => (
        <ChangeTile
          key={q}
          label={`Trace latency ${q}`}
          change={changeOfLatency(total.traceLatency, before.traceLatency, q)}
        >
          <Latency latency={total.traceLatency} q={q} />
        </ChangeTile>
      ))}
      <ChangeTile label="First token p50" change={changeOfLatency(total.firstToken, before.firstToken, 'p50')}>
        <Latency latency={total.firstToken} q="p50" />
      </ChangeTile>
      <ChangeTile label="Tokens" change={changeOfAmount(tokens(total), tokens(before))}>
        <KnownCount value={tokens(total)} />
      </ChangeTile>
      <ChangeTile
        label="Cost"
        change={costChange(total, before)}
        more={total.unpricedCount === 0 ? null : <UnpricedLink count={total.unpricedCount} range={range} />}
      >
        <KnownCost total={total} />
      </ChangeTile>
    </div>
  );
}

function costChange(total: TraceMetrics['total'], before: TraceMetrics['total']): Change {
  const amount = changeOfAmount(usageOfTotals(total).costNanoUsd, usageOfTotals(before).costNanoUsd);
  const simulated = simulatedOfTotals(total, 'calls');
  const [text, tip] = [simulatedCostText(simulated), simulatedCostNote(simulated)];
  return text === null || tip === null ? amount : { ...amount, text: `${amount.text} · ${text}`, tip };
}

/** Opens the traces that hold such calls. */
function UnpricedLink({ count, range }: { count: number; range: ViewRange }) {
  return (
    <>
      {' · '}
      <Link
        to="/traces"
        search={listSearch(range, 'is:unpriced')}
        data-tip="So many calls have no known price: their cost is not in the sum. Opens their traces."
      >
        {formatCount(count).text} unpriced
      </Link>
    </>
  );
}

interface ChangeTileProps {
  label: string;
  change: Change;
  /** After the change. */
  more?: ReactNode;
  children: ReactNode;
}

function ChangeTile({ label, change, more, children }: ChangeTileProps) {
  const note = (
    <>
      <span data-tip={change.tip}>{change.text}</span>
      {more}
    </>
  );
  return (
    <Tile label={label} tone={change.tone} note={note}>
      {children}
    </Tile>
  );
}

/** A quantile with its interval on hover. */
export function Latency({ latency, q }: { latency: EstimatedLatency | null; q: 'p50' | 'p95' | 'p99' }) {
  const value = latency?.[`${q}Ms`] ?? null;
  if (latency === null || value === null) return <span data-tip="Nothing of it was measured.">—</span>;
  return (
    <span data-tip={intervalText(latency, q)}>
      <Duration ms={value} />
    </span>
  );
}

export function intervalText({ count, intervals }: EstimatedLatency, q: 'p50' | 'p95' | 'p99'): string {
  const { lowMs, highMs } = intervals[q];
  const of = `of ${count.toLocaleString('en')}`;
  if (lowMs === null || highMs === null) return `${of}: too few for a 95 % interval`;
  return `95 %: ${formatDuration(lowMs).text} to ${formatDuration(highMs).text}, ${of}`;
}
