import { useQuery } from '@tanstack/react-query';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import type { MetricGroup, TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { useProjectId } from '../../lib/project.ts';
import { ChartCard } from '../../ui/charts/chart-card.tsx';
import type { ChartGroup } from '../../ui/charts/chart-group.ts';
import { Hint } from '../../ui/hint.tsx';
import { Section } from '../../ui/page.tsx';
import { Stale } from '../../ui/stale.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useKeyNames } from '../keys/use-key-names.ts';
import styles from './dashboard.module.css';
import { type DashboardChart, groupedCharts, overallCharts } from './dashboard-charts.ts';
import { DashboardTiles } from './dashboard-tiles.tsx';
import { groupNames, valueName } from './group-names.ts';
import { GroupTable } from './group-table.tsx';
import { metricsQuery } from './metrics-query.ts';

export interface DashboardBodyProps {
  metrics: TraceMetrics;
  /** The figures are of another range. */
  isStale: boolean;
  range: ViewRange;
  by: MetricGroup;
  group: ChartGroup;
  withPrevious: boolean;
}

export function DashboardBody({ metrics, isStale, range, by, group, withPrevious }: DashboardBodyProps) {
  return (
    <div className={styles['body']}>
      <Stale isStale={isStale}>
        <DashboardTiles metrics={metrics} range={range} />
      </Stale>
      {by === 'none' ? (
        <Stale isStale={isStale}>
          <Charts metrics={metrics} charts={overallCharts(metrics, { withPrevious })} group={group} />
        </Stale>
      ) : (
        <GroupedCharts range={range} by={by} group={group} />
      )}
      <Section title="By model" description="Calls of each model; attempts that failed are counted under their own.">
        <GroupTable range={range} by="model" />
      </Section>
      <Section title="By trace name" description="Whole traces, with everything that was called in them.">
        <GroupTable range={range} by="name" />
      </Section>
      <Hint>
        Counts, tokens and cost are exact. What is simulated counts at the price that it would have. Latencies are
        within 2 %. Changes are against the period of the same length before; one may be chance where the 95 % intervals
        overlap.
      </Hint>
    </div>
  );
}

function GroupedCharts({ range, by, group }: Pick<DashboardBodyProps, 'range' | 'by' | 'group'>) {
  const query = useQuery(metricsQuery(useProjectId(), { range, groupBy: by }));
  const keyName = useKeyNames();
  if (query.isError && !query.data) {
    return (
      <ErrorState what="The metrics could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (!query.data || query.data.groupBy !== by) return <Skeleton height={720} />;
  const charts = groupedCharts(query.data, (series) => valueName(by, series, keyName));
  if (query.data.series.length === 0) {
    return <Hint>Nothing in this range has a {groupNames[by].toLowerCase()}.</Hint>;
  }
  return (
    <Stale isStale={query.isPlaceholderData}>
      <Charts metrics={query.data} charts={charts} group={group} />
    </Stale>
  );
}

interface ChartsProps {
  metrics: TraceMetrics;
  charts: readonly DashboardChart[];
  group: ChartGroup;
}

function Charts({ metrics, charts, group }: ChartsProps) {
  const range = { from: Date.parse(metrics.from), to: Date.parse(metrics.to), stepMs: metrics.stepMs };
  return (
    <div className={styles['charts']}>
      {charts.map(({ id, ...chart }) => (
        <ChartCard key={id} {...chart} range={range} group={group} />
      ))}
    </div>
  );
}
