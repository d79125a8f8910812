import type { ChartPoint, TimeRange } from './chart-types.ts';
import { linearScale, lineShape } from './geometry.ts';
import styles from './time-chart.module.css';

const [width, height] = [96, 22];

/** A small line over time, from zero; the table row beside it has the figures. */
export function Sparkline({
  points,
  range,
  label,
}: {
  points: readonly ChartPoint[];
  range: TimeRange & { stepMs: number };
  label: string;
}) {
  const top = points.reduce((most, { value }) => Math.max(most, value ?? 0), 0) || 1;
  const x = linearScale([range.from, range.to], [1, width - 1]);
  const y = linearScale([0, top], [height - 2, 2]);
  const { path, dots } = lineShape(points, { x, y, stepMs: range.stepMs });
  return (
    <svg className={styles['sparkline']} width={width} height={height} role="img" aria-label={label}>
      <path d={path} />
      {dots.map((dot) => (
        <circle key={dot.x} cx={dot.x} cy={dot.y} r={1.5} />
      ))}
    </svg>
  );
}
