import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import type { MetricSeries, TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { simulatedOfTotals } from '../../lib/figures/simulated.ts';
import { useProjectId } from '../../lib/project.ts';
import { Sparkline } from '../../ui/charts/sparkline.tsx';
import { Count } from '../../ui/figure.tsx';
import { Hint } from '../../ui/hint.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { Stale } from '../../ui/stale.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import styles from './dashboard.module.css';
import { countsTraces } from './dashboard-charts.ts';
import { Latency } from './dashboard-tiles.tsx';
import { filterOfValue, groupNames, valueName } from './group-names.ts';
import { KnownCost, KnownCount } from './known-usage.tsx';
import { listSearch } from './list-search.ts';
import { metricsQuery } from './metrics-query.ts';
import { ErrorRate } from './rate.tsx';
import { usageOfTotals } from './usage-of-totals.ts';

const shownRows = 10;

/** The most frequent models or names, with their figures over the range. */
export function GroupTable({ range, by }: { range: ViewRange; by: 'model' | 'name' }) {
  const query = useQuery(metricsQuery(useProjectId(), { range, groupBy: by, top: shownRows }));
  if (query.isPending) return <SkeletonRows count={4} label="Loading the metrics" />;
  if (query.isError && !query.data) {
    return (
      <ErrorState what="These figures could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (query.data.series.length === 0) return <Hint>None in this range.</Hint>;
  return (
    <Stale isStale={query.isPlaceholderData}>
      <Table metrics={query.data} range={range} by={by} />
    </Stale>
  );
}

function Table({ metrics, range, by }: { metrics: TraceMetrics; range: ViewRange; by: 'model' | 'name' }) {
  const isName = by === 'name';
  const period = { from: Date.parse(metrics.from), to: Date.parse(metrics.to), stepMs: metrics.stepMs };
  const countOf = (of: { traceCount: number | null; callCount: number | null }) =>
    (isName ? of.traceCount : of.callCount) ?? 0;
  const latencyOf = ({ total }: MetricSeries) => (isName ? total.traceLatency : total.callLatency);
  return (
    <SmallTable
      label={`By ${groupNames[by].toLowerCase()}`}
      rows={metrics.series}
      rowKey={(row) => (row.isOther ? 'other' : `value ${row.value}`)}
      columns={[
        {
          ...{ id: 'value', header: groupNames[by] },
          cell: (row) => <SeriesName by={by} row={row} range={range} />,
        },
        {
          ...{ id: 'trend', header: 'Over time' },
          cell: ({ buckets }) => (
            <Sparkline
              points={buckets.map((bucket) => ({ at: Date.parse(bucket.start), value: countOf(bucket) }))}
              range={period}
              label={`${isName ? 'Traces' : 'Calls'} over time`}
            />
          ),
        },
        {
          id: 'count',
          header: isName ? 'Traces' : 'Calls',
          align: 'end',
          cell: ({ total }) => <Count value={countOf(total)} />,
        },
        {
          id: 'errors',
          header: 'Errors',
          align: 'end',
          cell: ({ total }) => <ErrorRate of={total} isTraces={isName} />,
        },
        { id: 'p50', header: 'p50', align: 'end', cell: (row) => <Latency latency={latencyOf(row)} q="p50" /> },
        { id: 'p95', header: 'p95', align: 'end', cell: (row) => <Latency latency={latencyOf(row)} q="p95" /> },
        ...(isName
          ? []
          : [
              {
                id: 'firstToken',
                header: 'First token p50',
                align: 'end' as const,
                cell: ({ total }: MetricSeries) => <Latency latency={total.firstToken} q="p50" />,
              },
            ]),
        {
          id: 'tokens',
          header: 'Tokens',
          align: 'end',
          cell: ({ total }) => <KnownCount value={usageOfTotals(total).tokens} />,
        },
        {
          id: 'cost',
          header: 'Cost',
          align: 'end',
          cell: ({ total }) => <KnownCost total={total} />,
        },
      ]}
    />
  );
}

/** What a row counts, with how much of it is simulated. */
export function SeriesName(props: Parameters<typeof ValueLink>[0]) {
  const { by, row } = props;
  return (
    <span className={styles['seriesName']}>
      <ValueLink {...props} />
      <SimulatedMark of={simulatedOfTotals(row.total, countsTraces(by) ? 'traces' : 'calls')} />
    </span>
  );
}

/** Of about so many letters it may be cut; hovering shows it whole. */
const longName = 32;

/** Opens the list of what the row counts, where the filter language can say it. */
function ValueLink(props: {
  by: Parameters<typeof filterOfValue>[0];
  row: MetricSeries;
  range: ViewRange;
  keyName?: (id: string) => string | null;
}) {
  const { by, row, range, keyName } = props;
  const filter = filterOfValue(by, row);
  const name = valueName(by, row, keyName);
  const tip = name.length > longName ? name : undefined;
  if (filter === null) return <span data-tip={tip}>{name}</span>;
  return (
    <Link to="/traces" search={listSearch(range, filter)} data-tip={tip}>
      {name}
    </Link>
  );
}
