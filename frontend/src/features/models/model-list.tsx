import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { Model } from '../../../../shared/contract/models.ts';
import { useProjectId } from '../../lib/project.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { countUnknown, filterModels, fromSort, sortModels, toSort } from './filter-models.ts';
import { modelColumns } from './model-columns.tsx';
import { modelsQuery } from './models-query.ts';
import type { ModelsSearch } from './models-search.ts';

const route = getRouteApi('/shell/models');

export function ModelList({ add }: { add: ReactNode }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(modelsQuery(useProjectId()));
  const sort = toSort(search.sort);
  const models = query.data?.items;
  const shown = useMemo(() => sortModels(filterModels(models ?? [], search), toSort(search.sort)), [models, search]);
  if (query.isPending) return <SkeletonRows count={16} />;
  if (query.isError) {
    return (
      <ErrorState what="The models could not be loaded" error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (shown.length === 0) {
    const actions = (
      <>
        <Button onClick={() => void navigate({ search: {} })}>Clear filters</Button>
        {add}
      </>
    );
    return (
      <EmptyState title="No model matches these filters" action={actions}>
        {unknownWords(query.data.items, search).slice(2)} One that the catalogue does not know can be added, with a
        price of its own.
      </EmptyState>
    );
  }
  return (
    <DataTable
      label="Models"
      columns={modelColumns}
      rows={shown}
      rowKey={(model) => model.id}
      selectedKey={search.model ?? null}
      onOpen={(model) => void navigate({ search: (old) => ({ ...old, model: model.id }) })}
      sort={sort}
      onSort={(next) => void navigate({ search: (old) => ({ ...old, sort: fromSort(next) }), replace: true })}
      footer={`${shown.length} of ${query.data.items.length} models${unknownWords(query.data.items, search)}`}
    />
  );
}

/** `. 3 of which it is not known whether they have this ability are hidden.` */
function unknownWords(models: readonly Model[], search: ModelsSearch): string {
  const count = countUnknown(models, search);
  if (count === 0) return '';
  return `. ${count} of which it is not known whether they have this ability ${count === 1 ? 'is' : 'are'} ${search.unknown ? 'shown' : 'hidden'}.`;
}
