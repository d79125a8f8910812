import type { ReactNode } from 'react';
import type { EstimatedLatency, TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { Count, Duration, Money } from '../../ui/figure.tsx';
import { Tile } from '../../ui/tile.tsx';
import styles from './dashboard.module.css';
import { type Change, changeOfAmount, changeOfErrorRate, changeOfLatency } from './describe-change.ts';
import { Rate } from './rate.tsx';

/** The figures of the range, each against the period before. */
export function DashboardTiles({ metrics: { total, previous } }: { metrics: TraceMetrics }) {
  const before = previous?.total ?? total;
  const tokens = (of: typeof total) => of.inputTokens + of.outputTokens;
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
        <Count value={tokens(total)} />
      </ChangeTile>
      <ChangeTile label="Cost" change={costChange(total, before)}>
        <Money nanoUsd={total.costNanoUsd} reason="No call of this range has a known price." />
      </ChangeTile>
    </div>
  );
}

function costChange(total: TraceMetrics['total'], before: TraceMetrics['total']): Change {
  const change = changeOfAmount(total.costNanoUsd, before.costNanoUsd);
  if (total.unpricedCount === 0) return change;
  return {
    ...change,
    text: `${change.text} · ${total.unpricedCount} unpriced`,
    tip: 'So many calls have no known price: their cost is not in the sum.',
  };
}

function ChangeTile({ label, change, children }: { label: string; change: Change; children: ReactNode }) {
  return (
    <Tile label={label} tone={change.tone} note={<span data-tip={change.tip}>{change.text}</span>}>
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
