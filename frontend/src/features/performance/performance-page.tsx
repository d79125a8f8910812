import { useNavigate, useSearch } from '@tanstack/react-router';
import { compact } from '../../lib/read-search.ts';
import { FilterRow, Page } from '../../ui/page.tsx';
import { rangeOfSearch, searchOfRange } from '../dashboard/dashboard-search.ts';
import { ownTimeZone } from '../dashboard/metrics-query.ts';
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
  useLiveMetrics('last' in range);
  const set = (part: PerformanceChange) =>
    void navigate({ to: '.', search: (old) => compact({ ...old, ...part }), resetScroll: false });
  return (
    <Page
      title="Performance"
      layout="padded"
      meta={<span data-tip="Times are shown, and days begin, in the browser's time zone.">{ownTimeZone}</span>}
      filters={
        <FilterRow>
          <TimeRangePicker value={range} onChange={(next) => set(searchOfRange(next))} />
        </FilterRow>
      }
    >
      <div className={styles['body']}>
        <HeatmapSection range={range} search={search} onChange={set} />
        <PercentileSection range={range} search={search} onChange={set} />
        <RegressionSection range={range} search={search} onChange={set} />
      </div>
    </Page>
  );
}
