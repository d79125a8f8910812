import styles from './live.module.css';

export interface SparklineProps {
  /** By second, oldest first; from zero. */
  values: readonly number[];
  /** What it shows, for those who do not see it. */
  label: string;
}

const [width, height] = [120, 24];

/** The last minute in little: bars from zero, so that a gap stays a gap. */
export function Sparkline({ values, label }: SparklineProps) {
  const top = Math.max(1, ...values);
  const step = width / values.length;
  const bars = values.flatMap((value, index) => {
    if (value === 0) return [];
    const barHeight = Math.max(1, (value / top) * height);
    return `M${(index * step).toFixed(1)} ${height}v-${barHeight.toFixed(1)}h${(step * 0.8).toFixed(1)}v${barHeight.toFixed(1)}z`;
  });
  return (
    <svg className={styles['spark']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={`M0 ${height - 0.5}h${width}`} className={styles['sparkAxis']} />
      <path d={bars.join('')} className={styles['sparkBars']} />
    </svg>
  );
}
