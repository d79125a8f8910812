import { linearScale, round } from './geometry.ts';
import styles from './time-chart.module.css';

export interface IntervalMarkProps {
  value: number;
  /** Null where the bound is not known: the line runs out of the picture, dashed. */
  low: number | null;
  high: number | null;
  /** The scale that all marks of a column share. */
  max: number;
  label: string;
}

const [width, height] = [110, 16];

/** An estimate with its interval, on a scale from zero. */
export function IntervalMark({ value, low, high, max, label }: IntervalMarkProps) {
  const x = linearScale([0, max || 1], [3, width - 3]);
  const [left, right] = [x(low ?? 0), Math.min(width, x(high ?? max))];
  const middle = height / 2;
  return (
    <svg className={styles['interval']} width={width} height={height} role="img" aria-label={label} data-tip={label}>
      <line className={styles['track']} x1={0} x2={width} y1={middle} y2={middle} />
      <line data-open={low === null || high === null} x1={round(left)} x2={round(right)} y1={middle} y2={middle} />
      <circle cx={round(x(value))} cy={middle} r={3} />
    </svg>
  );
}
