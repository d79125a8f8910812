import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { type MetricGroup, metricGroups } from '../../../../shared/contract/trace-metrics.ts';
import { SelectField } from '../../ui/field.tsx';
import { FilterRow } from '../../ui/page.tsx';
import { TimeRangePicker } from '../traces/list/time-range-picker.tsx';
import styles from './dashboard.module.css';
import { groupNames } from './group-names.ts';

export interface DashboardFiltersProps {
  range: ViewRange;
  by: MetricGroup;
  onRange: (range: ViewRange) => void;
  onGroup: (group: MetricGroup) => void;
  /** Whether the charts show the period before. */
  withPrevious: boolean;
  onPrevious: (withPrevious: boolean) => void;
}

export function DashboardFilters({ range, by, withPrevious, ...on }: DashboardFiltersProps) {
  return (
    <FilterRow>
      <TimeRangePicker value={range} onChange={on.onRange} />
      <SelectField
        label="Group by"
        isLabelHidden
        value={by}
        onChange={(event) => on.onGroup(event.target.value as MetricGroup)}
      >
        {metricGroups.map((group) => (
          <option key={group} value={group}>
            {group === 'none'
              ? 'Not grouped'
              : `By ${groupNames[group].replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`}
          </option>
        ))}
      </SelectField>
      {by === 'none' ? (
        <label className={styles['compare']}>
          <input type="checkbox" checked={withPrevious} onChange={() => on.onPrevious(!withPrevious)} />
          Draw the period before
        </label>
      ) : (
        <span className={styles['noCompare']}>The period before is drawn where nothing is grouped.</span>
      )}
    </FilterRow>
  );
}
