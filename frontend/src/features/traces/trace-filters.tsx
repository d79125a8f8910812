import { PanelLeftOpen } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { FilterRow } from '../../ui/page.tsx';
import { useIsNarrow } from '../../ui/use-media.ts';
import { ColumnPicker } from './list/column-picker.tsx';
import { FilterBar } from './list/filter-bar.tsx';
import { TimeRangePicker } from './list/time-range-picker.tsx';
import type { FacetsShown } from './list/use-facets-shown.ts';
import type { ListState } from './list/use-list-settings.ts';
import { ViewMenu } from './list/view-menu.tsx';

/** What the list shows: view, filter, time. All of it is in the URL. */
export function TraceFilters({ list, facets }: { list: ListState; facets: FacetsShown }) {
  const isNarrow = useIsNarrow();
  return (
    <FilterRow>
      {facets.isShown ? null : (
        <IconButton label="Show facets" onClick={() => facets.setShown(true)}>
          <PanelLeftOpen aria-hidden="true" size={16} />
        </IconButton>
      )}
      <ViewMenu list={list} />
      <FilterBar value={list.settings.q} onApply={(q) => list.set({ q })} />
      <TimeRangePicker value={list.settings.range} onChange={(range) => list.set({ range })} />
      {isNarrow ? null : <ColumnPicker settings={list.settings} onChange={(columns) => list.set({ columns })} />}
    </FilterRow>
  );
}
