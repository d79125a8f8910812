import { type MouseEvent, useRef, useState } from 'react';
import type { Heatmap } from '../../../../shared/contract/trace-metrics.ts';
import { durationLogTicks, durationTickText } from '../../lib/duration-ticks.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { linearScale } from '../../ui/charts/geometry.ts';
import { bucketText, timeTicks } from '../../ui/charts/time-ticks.ts';
import { useChartWidth } from '../../ui/charts/use-chart-width.ts';
import { percentText } from '../dashboard/rate.tsx';
import { cellAt, latencyScale, mostOf, roomyTicks, shadePaths, shades } from './heatmap-geometry.ts';
import styles from './performance.module.css';

export type HeatCellAt = NonNullable<ReturnType<typeof cellAt>>;

const height = 280;
const left = 64;
/** Of a line of labels, with some room to the next. */
const labelHeight = 16;

/** Time across, latency up (logarithmic), how many by shade. A click opens the traces of a cell. */
export function HeatmapChart({
  map,
  label,
  onOpen,
}: {
  map: Heatmap;
  label: string;
  onOpen: (cell: HeatCellAt) => void;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useChartWidth(ref);
  const [pointed, setPointed] = useState<HeatCellAt | null>(null);
  const plot = { top: 8, bottom: height - 22, right: Math.max(left + 10, width - 12) };
  const range = { from: Date.parse(map.from), to: Date.parse(map.to) };
  const x = linearScale([range.from, range.to], [left, plot.right]);
  const { y, low, high } = latencyScale(map.rows, plot);
  const { stepMs } = map;
  const cellOf = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = range.from + ((event.clientX - box.left - left) / (plot.right - left)) * (range.to - range.from);
    const part = (plot.bottom - (event.clientY - box.top)) / (plot.bottom - plot.top);
    return cellAt(map, { at, ms: low * (high / low) ** part, stepMs });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the table below has a button for each cell */}
      <div
        ref={ref}
        className={styles['heatmap']}
        role="img"
        aria-label={label}
        data-openable={pointed !== null && pointed.count > 0}
        onPointerMove={(event) => setPointed(cellOf(event))}
        onPointerLeave={() => setPointed(null)}
        onClick={(event) => {
          const cell = cellOf(event);
          if (cell !== null && cell.count > 0) onOpen(cell);
        }}
      >
        {width === 0 ? null : (
          <svg width={width} height={height} aria-hidden="true">
            {roomyTicks(durationLogTicks(low, high), y, labelHeight).map((tick) => (
              <g key={tick}>
                <line className={styles['grid']} x1={left} x2={plot.right} y1={y(tick)} y2={y(tick)} />
                <text className={styles['tick']} x={left - 8} y={y(tick) + 4} textAnchor="end">
                  {durationTickText(tick)}
                </text>
              </g>
            ))}
            {shadePaths(map, { x, y, stepMs, low }).map((path, shade) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the shade is what it is
              <path key={shade} className={styles['cells']} data-shade={shade + 1} d={path} />
            ))}
            {timeTicks(range.from, range.to, Math.max(2, Math.floor((plot.right - left) / 80))).map(
              ({ at, label: text }) => (
                <text
                  key={at}
                  className={styles['tick']}
                  x={Math.min(x(at), plot.right - 20)}
                  y={height - 6}
                  textAnchor="middle"
                >
                  {text}
                </text>
              ),
            )}
            {pointed === null ? null : (
              <rect
                className={styles['pointed']}
                x={x(pointed.start)}
                y={y(pointed.row.toMs)}
                width={Math.max(2, x(pointed.start + stepMs) - x(pointed.start))}
                height={Math.max(2, y(Math.max(pointed.row.fromMs, low)) - y(pointed.row.toMs))}
              />
            )}
          </svg>
        )}
      </div>
      <div className={styles['legend']}>
        <span>{pointed === null ? `${formatCount(map.count).text} in all` : cellText(pointed, stepMs)}</span>
        <ShadeLegend most={mostOf(map.columns)} />
      </div>
    </>
  );
}

export function cellText({ start, row, count, share }: HeatCellAt, stepMs: number): string {
  const latency = `${formatDuration(row.fromMs).text} to ${formatDuration(row.toMs).text}`;
  return `${bucketText(start, stepMs)} · ${latency} · ${formatCount(count).exact}, ${percentText(share)} of that time`;
}

function ShadeLegend({ most }: { most: number }) {
  return (
    <span className={styles['shades']}>
      1
      {Array.from({ length: shades }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shade is what it is
        <span key={index} className={styles['shade']} data-shade={index + 1} aria-hidden="true" />
      ))}
      {formatCount(most).text}
    </span>
  );
}
