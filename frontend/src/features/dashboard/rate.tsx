import type { MetricTotals } from '../../../../shared/contract/trace-metrics.ts';
import { wilsonInterval } from '../../../../shared/statistics/wilson-interval.ts';
import { attemptCounts } from '../../../../shared/telemetry/attempt-counts.ts';
import { attemptWords } from '../../lib/figures/attempt-words.ts';

/** Of traces those that failed; of calls those that a provider failed, with what callers caused apart. */
export function ErrorRate({ of, isTraces }: { of: MetricTotals; isTraces: boolean }) {
  if (isTraces) return <Rate count={of.traceErrorCount ?? 0} total={of.traceCount ?? 0} />;
  const counts = attemptCounts(of);
  return <Rate count={counts.failed} total={counts.asked} words={attemptWords(counts)} />;
}

/** A part of a whole in per cent, with its counts and its interval on hover. */
export function Rate({ count, total, words }: { count: number; total: number; words?: string }) {
  const interval = wilsonInterval(count, total);
  if (interval === null) return <span data-tip="There is nothing to count.">—</span>;
  const counted = words ?? `${count.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  const tip = `${counted}; 95 %: ${percentText(interval.low)} to ${percentText(interval.high)}`;
  return <span data-tip={tip}>{percentText(count / total)}</span>;
}

/** `0 %`, `0.42 %`, `2.7 %`, `12.3 %`, `100 %`. */
export function percentText(part: number): string {
  const percent = part * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  return `${percent < 0.995 ? Number(percent.toPrecision(2)) : percent.toFixed(1)} %`;
}
