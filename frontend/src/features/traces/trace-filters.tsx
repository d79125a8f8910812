import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { useProjectId } from '../../lib/project.ts';
import { compact } from '../../lib/read-search.ts';
import { Button } from '../../ui/button.tsx';
import { FilterRow } from '../../ui/page.tsx';
import { Picker } from '../../ui/picker.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { modelsQuery } from '../models/models-query.ts';
import styles from './traces-page.module.css';
import { defaultRange, type TracesSearch, timeRanges } from './traces-search.ts';

const anyModel = '';
const pickerId = 'traces-model';

/** What the list shows: model, status, time. All of it is in the URL. */
export function TraceFilters({ search, traces }: { search: TracesSearch; traces: readonly TraceSummary[] }) {
  const navigate = useNavigate();
  const set = (part: { [K in keyof TracesSearch]?: TracesSearch[K] | undefined }) =>
    void navigate({ to: '.', search: (old) => compact({ ...old, ...part }), replace: true, resetScroll: false });
  const models = useModelIds(traces, search.model);
  useShortcut('/', () => document.getElementById(pickerId)?.click());
  return (
    <FilterRow>
      <div className={styles['model']}>
        <Picker
          id={pickerId}
          label="Model"
          options={[anyModel, ...models]}
          optionKey={(id) => id}
          matches={(id, text) => id.toLowerCase().includes(text)}
          renderOption={(id) => (id === anyModel ? 'Any model' : id)}
          value={search.model ?? anyModel}
          onPick={(id) => set({ model: id === anyModel ? undefined : id })}
        />
      </div>
      <Segmented
        label="Status"
        options={[
          { id: 'any', label: 'Any' },
          { id: 'ok', label: 'OK' },
          { id: 'error', label: 'Error' },
        ]}
        value={search.status ?? 'any'}
        onChange={(status) => set({ status: status === 'any' ? undefined : status })}
      />
      <Segmented
        label="Time range"
        options={timeRanges.map((id) => ({ id, label: id }))}
        value={search.range ?? defaultRange}
        onChange={(range) => set({ range: range === defaultRange ? undefined : range })}
      />
      {search.model === undefined && search.status === undefined ? null : (
        <Button variant="quiet" size="small" onClick={() => set({ model: undefined, status: undefined })}>
          Clear filters
        </Button>
      )}
    </FilterRow>
  );
}

/** Models that can be called, those seen in the list, and the one that is chosen. */
function useModelIds(traces: readonly TraceSummary[], chosen: string | undefined): string[] {
  const projectId = useProjectId();
  const { data } = useQuery(modelsQuery(projectId));
  const available = data?.items.filter(({ isAvailable }) => isAvailable).map(({ id }) => id) ?? [];
  const seen = traces.flatMap(({ models }) => models);
  return [...new Set([...(chosen === undefined ? [] : [chosen]), ...seen, ...available])].sort();
}
