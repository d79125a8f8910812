import { durationTicks, durationTickText } from '../../lib/duration-ticks.ts';
import { ticksOf } from '../../lib/round-ticks.ts';
import type { ChartSeries, TimeRange } from './chart-types.ts';
import { lineShape, round, type Scale, spreadLabels, stackBars } from './geometry.ts';
import type { Plot } from './plot.ts';
import styles from './time-chart.module.css';
import { timeTicks } from './time-ticks.ts';

export interface ChartMarksProps {
  kind: 'line' | 'bars';
  series: readonly ChartSeries[];
  ghost: ChartSeries | undefined;
  range: TimeRange & { stepMs: number };
  plot: Plot;
  x: Scale;
  y: Scale;
  top: number;
  format: (value: number) => string;
  tickUnit: number;
  isWhole: boolean;
  /** Values are milliseconds. */
  isDuration: boolean;
}

const pixelsPerTick = 76;
/** From one label of a line to the next: its text is 11 pixels high. */
const labelGap = 16;

/** The axes and what is drawn between them. */
export function ChartMarks(props: ChartMarksProps) {
  return (
    <>
      <ValueAxis {...props} />
      <TimeAxis {...props} />
      {props.kind === 'bars' ? <Bars {...props} /> : <Lines {...props} />}
      <Ghost {...props} />
    </>
  );
}

function ValueAxis({ plot, y, top, format, tickUnit, isWhole, isDuration }: ChartMarksProps) {
  const marks = ticksOf(top / tickUnit, 4).filter((tick) => !isWhole || Number.isInteger(tick));
  const ticks = [0, ...(isDuration ? durationTicks(top, 4) : marks.map((tick) => tick * tickUnit))];
  return ticks.map((tick) => (
    <g key={tick}>
      <line className={styles['grid']} x1={plot.left} x2={plot.right} y1={y(tick)} y2={y(tick)} />
      <text className={styles['tick']} x={plot.left - 8} y={y(tick) + 4} textAnchor="end">
        {isDuration ? durationTickText(tick) : format(tick)}
      </text>
    </g>
  ));
}

function TimeAxis({ plot, x, range }: ChartMarksProps) {
  const most = Math.max(2, Math.floor((plot.right - plot.left) / pixelsPerTick));
  return timeTicks(range.from, range.to, most).map(({ at, label }) => (
    <text key={at} className={styles['tick']} x={x(at)} y={plot.height - 6} textAnchor={anchorOf(x(at), plot)}>
      {label}
    </text>
  ));
}

/** At the edges a label stays inside of the picture. */
function anchorOf(place: number, plot: Plot): 'start' | 'middle' | 'end' {
  if (place < plot.left + 20) return 'start';
  return place > plot.right - 20 ? 'end' : 'middle';
}

function Bars({ series, range, x, y }: ChartMarksProps) {
  const colors = new Map(series.map(({ id, color }) => [id, color]));
  const width = Math.max(1, x(range.from + range.stepMs) - x(range.from) - 1);
  return stackBars(series).map(({ seriesId, at, from, to }) => (
    <rect
      key={`${seriesId} ${at}`}
      x={round(x(at))}
      y={round(y(to))}
      width={round(width)}
      height={round(Math.max(1, y(from) - y(to)))}
      fill={colors.get(seriesId)}
    />
  ));
}

function Lines({ series, range, plot, x, y }: ChartMarksProps) {
  const { stepMs } = range;
  const ends = series.flatMap((each) => {
    const last = each.points.findLast(({ value }) => value !== null);
    return last?.value == null ? [] : [{ each, place: y(last.value) }];
  });
  const places = spreadLabels(
    ends.map(({ place }) => place),
    labelGap,
    [plot.top, plot.bottom],
  );
  return (
    <>
      {series.map(({ id, color, points }) => {
        const { path, dots } = lineShape(points, { x, y, stepMs });
        return (
          <g key={id} className={styles['line']} stroke={color}>
            <path d={path} />
            {dots.map((dot) => (
              <circle key={dot.x} cx={dot.x} cy={dot.y} r={2} fill={color} />
            ))}
          </g>
        );
      })}
      {series.length < 2
        ? null
        : ends.map(({ each }, index) => (
            <text
              key={each.id}
              className={styles['label']}
              fill={each.color}
              x={plot.right + 6}
              y={(places[index] ?? 0) + 4}
            >
              {shorten(each.label)}
            </text>
          ))}
    </>
  );
}

function Ghost({ ghost, range, x, y }: ChartMarksProps) {
  if (ghost === undefined) return null;
  return <path className={styles['ghost']} d={lineShape(ghost.points, { x, y, stepMs: range.stepMs }).path} />;
}

/** The end of a name tells models apart better than its start. */
function shorten(label: string): string {
  return label.length <= 12 ? label : `…${label.slice(-11)}`;
}
