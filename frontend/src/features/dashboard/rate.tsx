import { wilsonInterval } from '../../../../shared/statistics/wilson-interval.ts';

/** A part of a whole in per cent, with its counts and its interval on hover. */
export function Rate({ count, total }: { count: number; total: number }) {
  const interval = wilsonInterval(count, total);
  if (interval === null) return <span data-tip="There is nothing to count.">—</span>;
  const tip = `${count.toLocaleString('en')} of ${total.toLocaleString('en')}; 95 %: ${percentText(interval.low)} to ${percentText(interval.high)}`;
  return <span data-tip={tip}>{percentText(count / total)}</span>;
}

/** `0 %`, `0.42 %`, `2.7 %`, `12.3 %`, `100 %`. */
export function percentText(part: number): string {
  const percent = part * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  return `${percent < 0.995 ? Number(percent.toPrecision(2)) : percent.toFixed(1)} %`;
}
