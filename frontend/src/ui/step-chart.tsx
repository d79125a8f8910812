import { ticksOf } from '../lib/round-ticks.ts';
import styles from './step-chart.module.css';

export interface StepSeries {
  name: string;
  /** In order; the first may have no day: before all others. */
  steps: readonly { from: string | null; usd: number | null }[];
}

const [width, height] = [480, 160];
const margin = { left: 44, right: 52, top: 12, bottom: 22 };
const dayMs = 86_400_000;

/** Values that hold from a day on, as steps from zero; a gap stays a gap. At most two series, named at their ends. */
export function StepChart({ label, series }: { label: string; series: readonly StepSeries[] }) {
  const days = series.flatMap(({ steps }) => steps.flatMap(({ from }) => (from === null ? [] : Date.parse(from))));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  // Room on both sides for what was before and what holds after.
  const room = Math.max((last - first) / 4, 30 * dayMs);
  const [start, end] = [first - room, last + room];
  const top = 1.1 * Math.max(...series.flatMap(({ steps }) => steps.map(({ usd }) => usd ?? 0)), Number.MIN_VALUE);
  const x = (at: number) => margin.left + ((at - start) / (end - start)) * (width - margin.left - margin.right);
  const y = (usd: number) => height - margin.bottom - (usd / top) * (height - margin.top - margin.bottom);
  return (
    <svg className={styles['chart']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[0, ...ticksOf(top, 3)].map((tick) => (
        <g key={tick}>
          <line className={styles['grid']} x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
          <text className={styles['text']} x={margin.left - 6} y={y(tick) + 4} textAnchor="end">
            ${tick}
          </text>
        </g>
      ))}
      {series.map(({ name, steps }, index) => (
        <g key={name} data-series={index}>
          {steps.map(({ from, usd }, at) => {
            if (usd === null) return null;
            const next = steps[at + 1];
            const [left, right] = [from === null ? start : Date.parse(from), next?.from ? Date.parse(next.from) : end];
            const rise = next?.usd == null ? '' : ` V ${y(next.usd)}`;
            return <path key={from} className={styles['line']} d={`M ${x(left)} ${y(usd)} H ${x(right)}${rise}`} />;
          })}
          <text className={styles['text']} x={width - margin.right + 6} y={y(steps.at(-1)?.usd ?? 0) + 4}>
            {name}
          </text>
        </g>
      ))}
      {[...new Set(days)].map((day) => (
        <text key={day} className={styles['text']} x={x(day)} y={height - 6} textAnchor="middle">
          {new Date(day).toISOString().slice(0, 7)}
        </text>
      ))}
    </svg>
  );
}
