import { useQuery } from '@tanstack/react-query';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import type { EstimatedLatency, MetricSeries, TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { useProjectId } from '../../lib/project.ts';
import { Button } from '../../ui/button.tsx';
import { IntervalMark } from '../../ui/charts/interval-mark.tsx';
import { Sparkline } from '../../ui/charts/sparkline.tsx';
import { Count } from '../../ui/figure.tsx';
import { Hint } from '../../ui/hint.tsx';
import { Section } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { type SmallColumn, SmallTable } from '../../ui/small-table.tsx';
import { Stale } from '../../ui/stale.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { countsTraces } from '../dashboard/dashboard-charts.ts';
import { intervalText, Latency } from '../dashboard/dashboard-tiles.tsx';
import { groupNames } from '../dashboard/group-names.ts';
import { SeriesName } from '../dashboard/group-table.tsx';
import { metricsQuery } from '../dashboard/metrics-query.ts';
import { ErrorRate } from '../dashboard/rate.tsx';
import styles from './performance.module.css';
import {
  type PerformanceChange,
  type PerformanceGroup,
  type PerformanceSearch,
  performanceGroups,
} from './performance-search.ts';

const shownRows = 20;

export interface PercentileSectionProps {
  range: ViewRange;
  search: PerformanceSearch;
  onChange: (part: PerformanceChange) => void;
}

export function PercentileSection({ range, search, onChange }: PercentileSectionProps) {
  const by = search.by ?? 'model';
  const query = useQuery(metricsQuery(useProjectId(), { range, groupBy: by, top: shownRows }));
  const isOther = query.data !== undefined && query.data.groupBy !== by;
  return (
    <Section
      title="Percentiles"
      description={`Of ${countsTraces(by) ? 'whole traces' : 'model calls'}; the line is the 95 % interval of the 95th percentile, dashed where too few were measured for an end.`}
      action={
        <div className={styles['scroller']}>
          <Segmented
            label="Percentiles by"
            options={performanceGroups.map((id) => ({ id, label: groupNames[id] }))}
            value={by}
            onChange={(next: PerformanceGroup) =>
              onChange({ by: next === 'model' ? undefined : next, value: undefined })
            }
          />
        </div>
      }
    >
      {query.isPending || isOther ? <SkeletonRows count={6} label="Loading the percentiles" /> : null}
      {query.isError && !query.data ? (
        <ErrorState
          what="The percentiles could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.data && !isOther ? (
        <Stale isStale={query.isPlaceholderData}>
          <Content metrics={query.data} by={by} range={range} onFocus={(value) => onChange({ value })} />
        </Stale>
      ) : null}
    </Section>
  );
}

interface ContentProps {
  metrics: TraceMetrics;
  by: PerformanceGroup;
  range: ViewRange;
  /** Shows only this value in the heat map. */
  onFocus: (value: string) => void;
}

function Content({ metrics, by, range, onFocus }: ContentProps) {
  if (metrics.series.length === 0) return <Hint>{absenceOf[by] ?? 'Nothing in this range.'}</Hint>;
  return (
    <SmallTable
      label={`Percentiles by ${groupNames[by].toLowerCase()}`}
      rows={metrics.series}
      rowKey={(row) => (row.isOther ? 'other' : `value ${row.value}`)}
      columns={columnsOf(metrics, by, range, onFocus)}
    />
  );
}

const absenceOf: Partial<Record<PerformanceGroup, string>> = {
  prompt: 'No call of this range was made from a managed prompt.',
  region: 'No call of this range says where it ran: set the attribute cloud.region.',
  release: 'No trace of this range says its release: set the resource attribute service.version.',
  service: 'No trace of this range says its service: set the resource attribute service.name.',
};

function columnsOf(metrics: TraceMetrics, by: PerformanceGroup, range: ViewRange, onFocus: (value: string) => void) {
  const isTraces = countsTraces(by);
  const period = { from: Date.parse(metrics.from), to: Date.parse(metrics.to), stepMs: metrics.stepMs };
  const latencyOf = ({ total }: MetricSeries) => (isTraces ? total.traceLatency : total.callLatency);
  const highest = metrics.series.reduce((most, row) => Math.max(most, endOf(latencyOf(row))), 0);
  const quantile = (q: 'p50' | 'p95' | 'p99'): SmallColumn<MetricSeries> => ({
    ...{ id: q, header: q, align: 'end' },
    cell: (row) => <Latency latency={latencyOf(row)} q={q} />,
  });
  const count = ({ total }: MetricSeries) => (isTraces ? total.traceCount : total.callCount) ?? 0;
  const columns: (SmallColumn<MetricSeries> | null)[] = [
    { id: 'value', header: groupNames[by], cell: (row) => <SeriesName by={by} row={row} range={range} /> },
    { id: 'count', header: isTraces ? 'Traces' : 'Calls', align: 'end', cell: (row) => <Count value={count(row)} /> },
    { id: 'errors', header: 'Errors', align: 'end', cell: ({ total }) => <ErrorRate of={total} isTraces={isTraces} /> },
    quantile('p50'),
    quantile('p95'),
    {
      id: 'interval',
      header: 'p95, 95 % interval',
      cell: (row) => <Interval latency={latencyOf(row)} max={highest} />,
    },
    quantile('p99'),
    by === 'name'
      ? null
      : {
          id: 'firstToken',
          header: 'First token p50',
          align: 'end',
          cell: ({ total }) => <Latency latency={total.firstToken} q="p50" />,
        },
    { id: 'trend', header: 'p95 over time', cell: (row) => <Trend row={row} isTraces={isTraces} period={period} /> },
    { id: 'focus', header: '', align: 'end', cell: (row) => <Focus row={row} onFocus={onFocus} /> },
  ];
  return columns.filter((column) => column !== null);
}

function endOf(latency: EstimatedLatency | null): number {
  const { highMs } = latency?.intervals.p95 ?? {};
  return highMs ?? latency?.p95Ms ?? 0;
}

function Interval({ latency, max }: { latency: EstimatedLatency | null; max: number }) {
  const value = latency?.p95Ms ?? null;
  if (latency === null || value === null) return null;
  const { lowMs, highMs } = latency.intervals.p95;
  return (
    <IntervalMark value={value} low={lowMs} high={highMs} max={max} label={`p95, ${intervalText(latency, 'p95')}`} />
  );
}

function Trend({
  row,
  isTraces,
  period,
}: {
  row: MetricSeries;
  isTraces: boolean;
  period: { from: number; to: number; stepMs: number };
}) {
  const points = row.buckets.map((bucket) => ({
    at: Date.parse(bucket.start),
    value: (isTraces ? bucket.traceLatency : bucket.callLatency)?.p95Ms ?? null,
  }));
  return <Sparkline points={points} range={period} label="p95 over time" />;
}

function Focus({ row, onFocus }: { row: MetricSeries; onFocus: (value: string) => void }) {
  if (row.isOther || row.value === '') return null;
  return (
    <Button size="small" variant="quiet" className={styles['focus']} onClick={() => onFocus(row.value)}>
      Heat map
    </Button>
  );
}
