import { memo } from 'react';
import type { FilterProblem } from '../../../../shared/trace-filter/filter-problem.ts';
import { describeProblem } from '../../../../shared/trace-filter/parse-filter.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { Button } from '../../ui/button.tsx';
import { FilterRow } from '../../ui/page.tsx';
import { Picker } from '../../ui/picker.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './live.module.css';
import type { LiveSearch, LiveStateFilter } from './live-search.ts';

export interface LiveFiltersProps {
  search: LiveSearch;
  /** What is wrong with the filter's text. */
  problem: FilterProblem | null;
  onChange: (part: { [K in keyof LiveSearch]?: LiveSearch[K] | undefined }) => void;
}

const stateOptions = [
  { id: 'all', label: 'All' },
  { id: 'running', label: 'Running' },
  { id: 'slow', label: 'Slow' },
  { id: 'failed', label: 'Failed' },
] as const;

const orderOptions = [
  { id: 'newest', label: 'Newest first' },
  { id: 'running', label: 'Running first' },
] as const;

/** It does not render with the list, ten times a second. */
export const LiveFilters = memo(function LiveFilters({ search, problem, onChange }: LiveFiltersProps) {
  const isFiltered = search.q !== undefined || search.state !== undefined;
  return (
    <FilterRow>
      <div className={styles['query']}>
        <SearchField
          label="Filter calls"
          placeholder="model:gpt-5* user:ada status:error"
          value={search.q ?? ''}
          onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        />
      </div>
      <Segmented<LiveStateFilter | 'all'>
        label="State"
        options={stateOptions}
        value={search.state ?? 'all'}
        onChange={(id) => onChange({ state: id === 'all' ? undefined : id })}
      />
      <Segmented<'newest' | 'running'>
        label="Order"
        options={orderOptions}
        value={search.order ?? 'newest'}
        onChange={(id) => onChange({ order: id === 'newest' ? undefined : id })}
      />
      <SlowPicker slow={search.slow} onChange={(slow) => onChange({ slow })} />
      {isFiltered ? (
        <Button variant="quiet" size="small" onClick={() => onChange({ q: undefined, state: undefined })}>
          Clear filters
        </Button>
      ) : null}
      {problem === null ? null : (
        <p className={styles['problem']} role="status">
          The filter does not apply: {describeProblem(problem)}
        </p>
      )}
    </FilterRow>
  );
});

/** 0 stands for what each model usually takes. */
const slowOptions = [0, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

function SlowPicker({ slow, onChange }: { slow: number | undefined; onChange: (ms: number | undefined) => void }) {
  const words = (ms: number) => (ms === 0 ? 'Slow: for its model' : `Slow: over ${formatDuration(ms).text}`);
  return (
    <div className={styles['slow']}>
      <Picker
        label="What is slow"
        options={[...new Set([...slowOptions, ...(slow === undefined ? [] : [slow])])].sort((a, b) => a - b)}
        optionKey={String}
        matches={(ms, text) => words(ms).toLowerCase().includes(text)}
        renderOption={words}
        value={slow ?? 0}
        onPick={(ms) => onChange(ms === 0 ? undefined : ms)}
      />
    </div>
  );
}
