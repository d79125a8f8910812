import type {
  LatencyFigures,
  MetricGroup,
  MetricSeries,
  TraceMetrics,
} from '../../../../shared/contract/trace-metrics.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import type { ChartSeries } from '../../ui/charts/chart-types.ts';
import { costSeries } from './cost-series.ts';
import { colorsOf } from './group-names.ts';
import { type Pick, pointsOf } from './points-of.ts';
import { simulatedNotes } from './simulated-notes.ts';

export interface DashboardChart {
  id: string;
  title: string;
  note: string;
  kind: 'line' | 'bars';
  series: readonly ChartSeries[];
  /** The period before, of what the chart adds up to, or of its highest percentile that says something. */
  ghost?: ChartSeries | undefined;
  format: (value: number) => string;
  tickUnit?: number;
  isWhole?: boolean;
  isDuration?: boolean;
}

const count = (value: number) => formatCount(value).text;
const duration = (value: number) => formatDuration(value).text;
const money = (value: number) => formatMoney(Math.round(value)).text;
const nanoPerUsd = 1_000_000_000;

const p50 = 'var(--series-1)';
const p95 = 'var(--series-2)';
const p99 = 'var(--series-4)';

const latency =
  (field: 'traceLatency' | 'callLatency' | 'firstToken', q: keyof LatencyFigures): Pick =>
  (bucket) =>
    bucket[field]?.[q] ?? null;

/** The charts of the whole project. */
export function overallCharts(metrics: TraceMetrics, { withPrevious }: { withPrevious: boolean }): DashboardChart[] {
  const [all] = metrics.series;
  const notes = simulatedNotes(metrics);
  const before = (label: string, pick: Pick) => (withPrevious ? ghostOf(metrics, label, pick) : undefined);
  const line = (id: string, label: string, color: string, pick: Pick) => ({
    id,
    label,
    color,
    points: pointsOf(all, pick),
  });
  const good: Pick = ({ traceCount, traceErrorCount }) => (traceCount ?? 0) - (traceErrorCount ?? 0);
  return [
    {
      ...{
        id: 'traces',
        title: 'Traces',
        note: notes.traces('count, errors included'),
        kind: 'bars',
        format: count,
        isWhole: true,
      },
      series: [
        line('errors', 'Errors', 'var(--stop)', ({ traceErrorCount }) => traceErrorCount),
        line('good', 'Without error', 'var(--series-1)', good),
      ],
      ghost: before('All, before', ({ traceCount }) => traceCount),
    },
    {
      ...{
        id: 'latency',
        title: 'Trace latency',
        note: notes.traces('duration, within 2 %'),
        kind: 'line',
        format: duration,
        isDuration: true,
      },
      series: [
        line('p50', 'p50', p50, latency('traceLatency', 'p50Ms')),
        line('p95', 'p95', p95, latency('traceLatency', 'p95Ms')),
        line('p99', 'p99', p99, latency('traceLatency', 'p99Ms')),
      ],
      ghost: before('p95, before', latency('traceLatency', 'p95Ms')),
    },
    {
      ...{
        id: 'firstToken',
        title: 'Time to first token',
        note: notes.calls('of streamed calls'),
        kind: 'line',
        format: duration,
        isDuration: true,
      },
      series: [
        line('p50', 'p50', p50, latency('firstToken', 'p50Ms')),
        line('p95', 'p95', p95, latency('firstToken', 'p95Ms')),
      ],
      ghost: before('p95, before', latency('firstToken', 'p95Ms')),
    },
    {
      ...{
        id: 'calls',
        title: 'Model calls',
        note: notes.calls('count, attempts included'),
        kind: 'bars',
        format: count,
        isWhole: true,
      },
      series: [
        line('errors', 'Errors', 'var(--stop)', ({ callErrorCount }) => callErrorCount),
        line(
          'good',
          'Without error',
          'var(--series-1)',
          (bucket) => (bucket.callCount ?? 0) - (bucket.callErrorCount ?? 0),
        ),
      ],
      ghost: before('All, before', ({ callCount }) => callCount),
    },
    {
      ...{ id: 'tokens', title: 'Tokens', note: notes.calls('count'), kind: 'bars', format: count, isWhole: true },
      series: [
        line('input', 'Input', 'var(--series-5)', ({ inputTokens }) => inputTokens),
        line('output', 'Output', 'var(--series-6)', ({ outputTokens }) => outputTokens),
      ],
      ghost: before('All, before', (bucket) => bucket.inputTokens + bucket.outputTokens),
    },
    {
      ...{ id: 'cost', title: 'Cost', note: notes.cost('USD, what is priced'), kind: 'bars', format: money },
      tickUnit: nanoPerUsd,
      series: costSeries(all),
      ghost: before('Before', ({ costNanoUsd }) => costNanoUsd),
    },
  ];
}

function ghostOf({ previous, from }: TraceMetrics, label: string, pick: Pick): ChartSeries | undefined {
  if (previous === null) return undefined;
  const shift = Date.parse(from) - Date.parse(previous.from);
  const points = pointsOf(previous.series[0], pick).map(({ at, value }) => ({ at: at + shift, value }));
  return { id: 'before', label, color: 'var(--text-muted)', points };
}

/** The same figures, each split by what is grouped by; of latencies the 95th percentile. */
export function groupedCharts(metrics: TraceMetrics, nameOf: (series: MetricSeries) => string): DashboardChart[] {
  const color = colorsOf(metrics.series);
  const notes = simulatedNotes(metrics);
  const split = (pick: Pick) =>
    metrics.series.map((each, index) => ({
      id: each.isOther ? 'other' : `value ${each.value}`,
      label: nameOf(each),
      color: color(index),
      points: pointsOf(each, pick),
    }));
  const [traces, calls] = [countsTraces(metrics.groupBy), metrics.groupBy !== 'name'];
  const which = traces ? 'traceLatency' : 'callLatency';
  const charts: (DashboardChart | null)[] = [
    traces
      ? {
          id: 'traces',
          title: 'Traces',
          note: notes.traces('count'),
          kind: 'bars',
          format: count,
          isWhole: true,
          series: split(({ traceCount }) => traceCount),
        }
      : null,
    calls
      ? {
          id: 'calls',
          title: 'Model calls',
          note: notes.calls('count'),
          kind: 'bars',
          format: count,
          isWhole: true,
          series: split(({ callCount }) => callCount),
        }
      : null,
    {
      ...{
        id: 'errors',
        title: traces ? 'Traces with an error' : 'Failed calls',
        note: notes[traces ? 'traces' : 'calls']('count'),
        kind: 'bars',
        format: count,
        isWhole: true,
      },
      series: split(traces ? ({ traceErrorCount }) => traceErrorCount : ({ callErrorCount }) => callErrorCount),
    },
    {
      ...{
        id: 'latency',
        title: traces ? 'Trace latency' : 'Call latency',
        note: notes[traces ? 'traces' : 'calls']('p95'),
        kind: 'line',
        format: duration,
        isDuration: true,
      },
      series: split(latency(which, 'p95Ms')),
    },
    calls
      ? {
          id: 'firstToken',
          title: 'Time to first token',
          note: notes.calls('p95'),
          kind: 'line',
          format: duration,
          isDuration: true,
          series: split(latency('firstToken', 'p95Ms')),
        }
      : null,
    {
      id: 'tokens',
      title: 'Tokens',
      note: notes[calls ? 'calls' : 'traces']('count'),
      kind: 'bars',
      format: count,
      isWhole: true,
      series: split((bucket) => bucket.inputTokens + bucket.outputTokens),
    },
    {
      id: 'cost',
      title: 'Cost',
      note: notes.cost('USD'),
      kind: 'bars',
      format: money,
      tickUnit: nanoPerUsd,
      series: split(({ costNanoUsd }) => costNanoUsd),
    },
  ];
  return charts.filter((chart) => chart !== null);
}

/** By these there are whole traces; by the others only calls, as a trace may have several values. */
export function countsTraces(group: MetricGroup): boolean {
  return ['none', 'name', 'environment', 'release', 'service'].includes(group);
}
