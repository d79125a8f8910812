import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { type MetricGroup, metricGroups } from '../../../../shared/contract/trace-metrics.ts';
import { SelectField } from '../../ui/field.tsx';
import { FilterRow } from '../../ui/page.tsx';
import { TimeRangePicker } from '../traces/list/time-range-picker.tsx';
import { groupNames } from './group-names.ts';

export interface DashboardFiltersProps {
  range: ViewRange;
  by: MetricGroup;
  onRange: (range: ViewRange) => void;
  onGroup: (group: MetricGroup) => void;
}

export function DashboardFilters({ range, by, onRange, onGroup }: DashboardFiltersProps) {
  return (
    <FilterRow>
      <TimeRangePicker value={range} onChange={onRange} />
      <SelectField
        label="Group by"
        isLabelHidden
        value={by}
        onChange={(event) => onGroup(event.target.value as MetricGroup)}
      >
        {metricGroups.map((group) => (
          <option key={group} value={group}>
            {group === 'none'
              ? 'Not grouped'
              : `By ${groupNames[group].replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`}
          </option>
        ))}
      </SelectField>
    </FilterRow>
  );
}
