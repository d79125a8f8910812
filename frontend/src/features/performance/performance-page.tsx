import { useNavigate, useSearch } from '@tanstack/react-router';
import { compact } from '../../lib/read-search.ts';
import { useChartGroup } from '../../ui/charts/chart-group.ts';
import { FilterRow, Page } from '../../ui/page.tsx';
import { rangeOfSearch, searchOfRange } from '../dashboard/dashboard-search.ts';
import { ownTimeZone } from '../dashboard/metrics-query.ts';
import { SelectionBar } from '../dashboard/selection-bar.tsx';
import { useLiveMetrics } from '../dashboard/use-live-metrics.ts';
import { TimeRangePicker } from '../traces/list/time-range-picker.tsx';
import { HeatmapSection } from './heatmap-section.tsx';
import { PercentileSection } from './percentile-section.tsx';
import styles from './performance.module.css';
import { defaultPerformanceRange, type PerformanceChange } from './performance-search.ts';
import { RegressionSection } from './regression-section.tsx';

/** `/performance`: where time goes, for whom, and since which release. */
export function PerformancePage() {
  const search = useSearch({ from: '/shell/performance' });
  const navigate = useNavigate();
  const range = rangeOfSearch(search, defaultPerformanceRange);
  const group = useChartGroup();
  useLiveMetrics('last' in range);
  const set = (part: PerformanceChange) =>
    void navigate({ to: '.', search: (old) => compact({ ...old, ...part }), resetScroll: false });
  const setRange = (next: typeof range) => {
    group.selection.set(null);
    set(searchOfRange(next));
  };
  return (
    <Page
      title="Performance"
      layout="padded"
      meta={<span data-tip="Times are shown, and days begin, in the browser's time zone.">{ownTimeZone}</span>}
      filters={
        <FilterRow>
          <TimeRangePicker value={range} onChange={setRange} />
        </FilterRow>
      }
    >
      <SelectionBar group={group} onZoom={setRange} />
      <div className={styles['body']}>
        <HeatmapSection range={range} search={search} group={group} onChange={set} />
        <PercentileSection range={range} search={search} onChange={set} />
        <RegressionSection range={range} search={search} onChange={set} />
      </div>
    </Page>
  );
}
