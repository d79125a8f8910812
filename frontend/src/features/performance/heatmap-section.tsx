import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import type { Heatmap, LatencyMeasure, MetricGroup } from '../../../../shared/contract/trace-metrics.ts';
import { useProjectId } from '../../lib/project.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Stale } from '../../ui/stale.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { countsTraces } from '../dashboard/dashboard-charts.ts';
import { filterOfValue, groupNames } from '../dashboard/group-names.ts';
import { type HeatCellAt, HeatmapChart } from './heatmap-chart.tsx';
import { HeatmapTable } from './heatmap-table.tsx';
import { latencyFilter } from './latency-filter.ts';
import styles from './performance.module.css';
import { heatmapQuery } from './performance-query.ts';
import type { PerformanceChange, PerformanceSearch } from './performance-search.ts';

const measureNames: Record<LatencyMeasure, string> = {
  trace: 'Traces',
  call: 'Model calls',
  firstToken: 'First token',
};

export interface HeatmapSectionProps {
  range: ViewRange;
  search: PerformanceSearch;
  onChange: (part: PerformanceChange) => void;
}

export function HeatmapSection({ range, search, onChange }: HeatmapSectionProps) {
  const dimension: MetricGroup = search.value === undefined ? 'none' : (search.by ?? 'model');
  const measure = measureOf(search.measure ?? 'trace', dimension);
  const value = search.value ?? '';
  const query = useQuery(heatmapQuery(useProjectId(), { range, measure, dimension, value }));
  const filter = dimension === 'none' ? null : filterOfValue(dimension, { value, isOther: false });
  const choices = (Object.keys(measureNames) as LatencyMeasure[]).filter((each) => measureOf(each, dimension) === each);
  return (
    <Section
      title="Latency over time"
      description="How many took how long: the stronger the colour, the more. A click opens the traces of that time and latency."
      action={
        <div className={styles['tools']}>
          {query.data && !query.isPlaceholderData ? (
            <SimulatedMark of={{ part: query.data.simulated, nanoUsd: 0 }} />
          ) : null}
          {search.value === undefined ? null : (
            <Button size="small" variant="quiet" onClick={() => onChange({ value: undefined })}>
              {groupNames[dimension]}: {search.value} ×
            </Button>
          )}
          <Segmented
            label="Latency of"
            options={choices.map((id) => ({ id, label: measureNames[id] }))}
            value={measure}
            onChange={(next) => onChange({ measure: next === 'trace' ? undefined : next })}
          />
        </div>
      }
    >
      {query.isPending ? (
        <div role="status" aria-label="Loading the heat map">
          <Skeleton height={300} />
        </div>
      ) : null}
      {query.isError && !query.data ? (
        <ErrorState what="The heat map could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? (
        <Stale isStale={query.isPlaceholderData}>
          <Content map={query.data} filter={filter} />
        </Stale>
      ) : null}
    </Section>
  );
}

/** A trace has one name, service or release, but may have called several models: of those there are only calls. */
function measureOf(asked: LatencyMeasure, dimension: MetricGroup): LatencyMeasure {
  if (asked === 'trace' && !countsTraces(dimension)) return 'call';
  return asked !== 'trace' && dimension === 'name' ? 'trace' : asked;
}

function Content({ map, filter }: { map: Heatmap; filter: string | null }) {
  const navigate = useNavigate();
  if (map.count === 0) {
    return <EmptyState title="Nothing was measured in this range.">Choose a longer range, or send traces.</EmptyState>;
  }
  const open = ({ start, row }: HeatCellAt) =>
    void navigate({
      to: '/traces',
      search: {
        from: new Date(start).toISOString(),
        to: new Date(start + map.stepMs).toISOString(),
        q: [filter, latencyFilter(map.measure, row)].filter((part) => part !== null).join(' '),
      },
    });
  return (
    <>
      <HeatmapChart
        map={map}
        label={`${measureNames[map.measure]} by time and latency, ${map.count} in all`}
        onOpen={open}
      />
      <HeatmapTable map={map} onOpen={open} />
    </>
  );
}
