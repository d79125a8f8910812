import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { MetricGroup, TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { useProjectId } from '../../lib/project.ts';
import { compact } from '../../lib/read-search.ts';
import { useChartGroup } from '../../ui/charts/chart-group.ts';
import { Page } from '../../ui/page.tsx';
import { Banner, EmptyState, ErrorState } from '../../ui/states.tsx';
import { rangeWords } from '../traces/list/time-range.ts';
import { countedFrom } from './counted-from.ts';
import styles from './dashboard.module.css';
import { DashboardBody } from './dashboard-body.tsx';
import { DashboardFilters } from './dashboard-filters.tsx';
import { type DashboardSearch, defaultDashboardRange, rangeOfSearch, searchOfRange } from './dashboard-search.ts';
import { DashboardSkeleton } from './dashboard-skeleton.tsx';
import { metricsQuery, ownTimeZone } from './metrics-query.ts';
import { SelectionBar } from './selection-bar.tsx';
import { SendTraces } from './send-traces.tsx';
import { SimulatedTraces } from './simulated-traces.tsx';
import { useLiveMetrics } from './use-live-metrics.ts';

/** `/dashboard`: how the project does, over time, against the period before. */
export function DashboardPage() {
  const search = useSearch({ from: '/shell/dashboard' });
  const navigate = useNavigate();
  const range = rangeOfSearch(search, defaultDashboardRange);
  const by: MetricGroup = search.by ?? 'none';
  const group = useChartGroup();
  const projectId = useProjectId();
  const query = useQuery(metricsQuery(projectId, { range, groupBy: 'none', previous: true }));
  /** Not those of the range before, which stay on screen until these are there. */
  const current = query.isPlaceholderData ? undefined : query.data;
  // That nothing was in the range before says nothing of this one.
  const isUnknown = query.isPlaceholderData && isEmpty(query.data);
  useLiveMetrics('last' in range);
  const set = (part: { [K in keyof DashboardSearch]?: DashboardSearch[K] | undefined }) => {
    group.selection.set(null);
    void navigate({ to: '.', search: (old) => compact({ ...old, ...part }), resetScroll: false });
  };
  return (
    <Page
      title="Dashboard"
      layout="padded"
      meta={
        <>
          <span data-tip="Times are shown, and days begin, in the browser's time zone.">{ownTimeZone}</span>
          {current ? <CountedFrom metrics={current} /> : null}
          <span className={styles['against']}>changes are against the period before</span>
          {current ? <SimulatedTraces total={current.total} /> : null}
        </>
      }
      filters={
        <DashboardFilters
          range={range}
          by={by}
          onRange={(next) => set(searchOfRange(next))}
          onGroup={(next) => set({ by: next === 'none' ? undefined : next })}
          withPrevious={search.before === true}
          onPrevious={(next) => set({ before: next ? true : undefined })}
        />
      }
    >
      <SelectionBar group={group} onZoom={(selected) => set(searchOfRange(selected))} />
      {query.isPending || isUnknown ? <DashboardSkeleton /> : null}
      {query.isError && !query.data ? (
        <ErrorState what="The metrics could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isRefetchError ? <OldFigures at={query.dataUpdatedAt} /> : null}
      {query.data && !isUnknown ? (
        <Content
          metrics={query.data}
          isStale={query.isPlaceholderData}
          words={rangeWords(range)}
          {...{ range, by, group }}
          withPrevious={search.before === true}
        />
      ) : null}
    </Page>
  );
}

/** While they cannot be read again, they are no longer what happens. */
function OldFigures({ at }: { at: number }) {
  return (
    <Banner tone="caution">
      The figures could not be read again: these are of {absoluteTime(new Date(at).toISOString())}.
    </Banner>
  );
}

function CountedFrom({ metrics }: { metrics: TraceMetrics }) {
  const { text, tip } = countedFrom(metrics);
  return <span data-tip={tip}>{text}</span>;
}

function Content({ words, ...body }: Parameters<typeof DashboardBody>[0] & { words: string }) {
  if (!isEmpty(body.metrics)) return <DashboardBody {...body} />;
  return (
    <EmptyState title={emptyTitle(words)} snippet={<SendTraces />}>
      Calls through the gateway appear here by themselves. Applications with an OpenTelemetry SDK send theirs like this.
    </EmptyState>
  );
}

/** `No traces in the last 24 hours.`; other ranges are named as they are. */
function emptyTitle(words: string): string {
  return words.startsWith('Last ')
    ? `No traces in the ${words.charAt(0).toLowerCase()}${words.slice(1)}.`
    : `No traces: ${words}.`;
}

function isEmpty({ total }: TraceMetrics): boolean {
  return (total.traceCount ?? 0) + (total.callCount ?? 0) === 0;
}
