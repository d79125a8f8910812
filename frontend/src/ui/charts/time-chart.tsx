import { useId, useRef } from 'react';
import { useStore } from '../../lib/create-store.ts';
import type { ChartGroup } from './chart-group.ts';
import { ChartMarks } from './chart-marks.tsx';
import { ChartReadout } from './chart-readout.tsx';
import type { ChartSeries, TimeRange } from './chart-types.ts';
import { bucketAt, linearScale } from './geometry.ts';
import { plotOf, topOf } from './plot.ts';
import { startsOf } from './starts-of.ts';
import styles from './time-chart.module.css';
import { bucketText } from './time-ticks.ts';
import { useBrush } from './use-brush.ts';
import { useChartWidth } from './use-chart-width.ts';

export interface TimeChartProps {
  title: string;
  kind: 'line' | 'bars';
  series: readonly ChartSeries[];
  range: TimeRange & { stepMs: number };
  /** The same of the period before, at the times of this one; dashed, and not in what is added up. */
  ghost?: ChartSeries | undefined;
  group: ChartGroup;
  /** A value as it is read, with its unit. */
  format: (value: number) => string;
  /** Marks on the axis are round in this: a billion for nano-dollars that are shown as dollars. */
  tickUnit?: number;
  /** There is no half of it. */
  isWhole?: boolean;
  /** Values are milliseconds: marks are at round durations. */
  isDuration?: boolean;
}

/** A chart over time: zero-based, gaps stay gaps, with the crosshair and the selection of its group. */
export function TimeChart(props: TimeChartProps) {
  const { title, kind, series, ghost, range, group, format } = props;
  const id = useId();
  const ref = useRef<HTMLDivElement>(null);
  const width = useChartWidth(ref);
  const plot = plotOf(width, { hasLabels: kind === 'line' && series.length > 1 });
  const brush = useBrush({ group, range, plot: [plot.left, plot.right] });
  const top = Math.max(topOf(series, kind), ghost === undefined ? 0 : topOf([ghost], 'line'));
  const x = linearScale([range.from, range.to], [plot.left, plot.right]);
  const y = linearScale([0, top], [plot.bottom, plot.top]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      ref={ref}
      className={styles['chart']}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its values
      tabIndex={0}
      aria-label={`${title} over time`}
      aria-describedby={`${id}-keys`}
      {...brush}
    >
      <p id={`${id}-keys`} className="visually-hidden">
        Left and right read the values, with shift they select a range, enter selects the time, escape clears the
        selection. The table has the same values.
      </p>
      {width === 0 ? null : (
        <svg width={width} height={plot.height} aria-hidden="true">
          <ChartMarks
            {...{ kind, series, ghost, range, plot, x, y, top, format }}
            tickUnit={props.tickUnit ?? 1}
            isWhole={props.isWhole ?? false}
            isDuration={props.isDuration ?? false}
          />
          <SelectionBand group={group} x={x} plot={plot} />
          <Crosshair group={group} series={series} stepMs={range.stepMs} x={x} plot={plot} />
        </svg>
      )}
      <ChartReadout
        {...{ group, range, format, width, x }}
        left={plot.left}
        series={ghost === undefined ? series : [...series, ghost]}
      />
      <SpokenValues {...props} />
    </div>
  );
}

type Plot = ReturnType<typeof plotOf>;

function SelectionBand({ group, x, plot }: { group: ChartGroup; x: (at: number) => number; plot: Plot }) {
  const selection = useStore(group.selection);
  if (selection === null) return null;
  const left = Math.max(plot.left, x(selection.from));
  const right = Math.min(plot.right, x(selection.to));
  return (
    <rect
      className={styles['selection']}
      x={left}
      y={plot.top}
      width={Math.max(1, right - left)}
      height={plot.bottom - plot.top}
    />
  );
}

interface CrosshairProps {
  group: ChartGroup;
  series: readonly ChartSeries[];
  stepMs: number;
  x: (at: number) => number;
  plot: Plot;
}

function Crosshair({ group, series, stepMs, x, plot }: CrosshairProps) {
  const at = useStore(group.crosshair);
  if (at === null) return null;
  const bucket = bucketAt(startsOf(series), stepMs, at);
  const place = x(bucket === null ? at : bucket + stepMs / 2);
  return <line className={styles['crosshair']} x1={place} x2={place} y1={plot.top} y2={plot.bottom} />;
}

/** What the arrow keys point at, read out. */
function SpokenValues({ series, range, group, format }: TimeChartProps) {
  const ref = useRef<HTMLParagraphElement>(null);
  const at = useStore(group.crosshair);
  const hasFocus = ref.current?.parentElement === document.activeElement;
  const bucket = at === null ? null : bucketAt(startsOf(series), range.stepMs, at);
  const text =
    !hasFocus || at === null
      ? ''
      : `${bucketText(bucket ?? at, range.stepMs)}: ${bucket === null ? 'nothing' : valuesText(series, bucket, format)}`;
  return (
    <p ref={ref} className="visually-hidden" role="status">
      {text}
    </p>
  );
}

function valuesText(series: readonly ChartSeries[], bucket: number, format: (value: number) => string): string {
  return series
    .flatMap(({ label, points }) => {
      const value = points.find(({ at }) => at === bucket)?.value ?? null;
      return value === null ? [] : [`${label} ${format(value)}`];
    })
    .join(', ');
}
