import type { EstimatedLatency, MetricTotals } from '../../../../shared/contract/trace-metrics.ts';
import { newcombeDifference } from '../../../../shared/statistics/newcombe-difference.ts';

export interface Change {
  text: string;
  /** A signal only where there is evidence that something got better or worse. */
  tone: 'neutral' | 'go' | 'caution' | 'stop';
  tip?: string;
}

const nothingBefore: Change = { text: 'nothing before', tone: 'neutral' };

/** Counts, tokens and money: more is neither good nor bad. */
export function changeOfAmount(now: number | null, before: number | null): Change {
  if (now === null) return { text: 'not known', tone: 'neutral' };
  if (before === null) return { text: 'not known before', tone: 'neutral' };
  if (before === 0) return now === 0 ? { text: 'as before', tone: 'neutral' } : nothingBefore;
  return { text: percent(now / before), tone: 'neutral' };
}

/** `▲ 12 %`; a factor where per cent would be long. */
export function percent(ratio: number): string {
  if (ratio >= 10) return `▲ ${Math.round(ratio)} times as much`;
  const change = Math.round((ratio - 1) * 100);
  if (change === 0) return 'about the same';
  return `${change > 0 ? '▲' : '▼'} ${Math.abs(change)} %`;
}

export function changeOfErrorRate(now: MetricTotals, before: MetricTotals): Change {
  const [a, b] = [rateOf(before), rateOf(now)];
  if (a === null || b === null) return nothingBefore;
  const difference = b.count / b.total - a.count / a.total;
  const interval = newcombeDifference(a, b);
  const points = `${difference >= 0 ? '▲' : '▼'} ${Math.abs(difference * 100).toFixed(1)} points`;
  const isClear = interval !== null && (interval.low > 0 || interval.high < 0);
  if (!isClear)
    return {
      text: `${points}, may be chance`,
      tone: 'neutral',
      tip: 'The 95 % interval of the difference holds zero.',
    };
  return { text: points, tone: difference > 0 ? 'stop' : 'go' };
}

function rateOf({ traceCount, traceErrorCount }: MetricTotals) {
  return traceCount === null || traceCount === 0 ? null : { total: traceCount, count: traceErrorCount ?? 0 };
}

/** A quantile of latency; a signal only if the intervals of now and before do not touch. */
export function changeOfLatency(
  now: EstimatedLatency | null,
  before: EstimatedLatency | null,
  q: 'p50' | 'p95' | 'p99',
): Change {
  const [value, former] = [now?.[`${q}Ms`] ?? null, before?.[`${q}Ms`] ?? null];
  if (value === null) return { text: 'nothing measured', tone: 'neutral' };
  if (former === null || former === 0) return nothingBefore;
  const text = percent(value / former);
  const [own, other] = [now?.intervals[q], before?.intervals[q]];
  const isSlower = isAbove(own?.lowMs, other?.highMs);
  const isFaster = isAbove(other?.lowMs, own?.highMs);
  if (isSlower) return { text: `${text}, slower`, tone: 'caution' };
  if (isFaster) return { text: `${text}, faster`, tone: 'go' };
  return {
    text: text === 'about the same' ? text : `${text}, may be chance`,
    tone: 'neutral',
    tip: 'The 95 % intervals overlap.',
  };
}

function isAbove(low: number | null | undefined, high: number | null | undefined): boolean {
  return low != null && high != null && low > high;
}
