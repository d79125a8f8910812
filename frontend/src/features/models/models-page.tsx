import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { MissingPanel } from '../../ui/missing-panel.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { AddModelDialog } from './add-model-dialog.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { comparedIds } from './compared-ids.ts';
import { ModelFilters } from './model-filters.tsx';
import { ModelList } from './model-list.tsx';
import { ModelPanel } from './model-panel.tsx';
import { modelsQuery } from './models-query.ts';

const route = getRouteApi('/shell/models');

/** The catalogue as this project sees it. */
export function ModelsPage() {
  const { q = '', add: isAdding = false } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useCan('admin');
  const setAdding = (add: true | undefined) => void navigate({ search: (old) => ({ ...old, add }) });
  const add = isAdmin ? <Button onClick={() => setAdding(true)}>Add model</Button> : null;
  return (
    <Page
      title="Models"
      meta="Prices in USD per million tokens"
      action={add}
      panel={<OpenModel />}
      filters={
        <FilterRow>
          <ModelFilters />
        </FilterRow>
      }
    >
      <ModelList add={add} />
      <Comparison />
      {isAdding && isAdmin ? <AddModelDialog name={q} onClose={() => setAdding(undefined)} /> : null}
    </Page>
  );
}

function Comparison() {
  const { compare } = route.useSearch();
  const navigate = route.useNavigate();
  if (compare === undefined) return null;
  const show = (ids: readonly string[]) =>
    void navigate({ search: (old) => ({ ...old, compare: ids.length === 0 ? undefined : ids.join(',') }) });
  return <CompareDialog ids={comparedIds(compare)} onChange={show} />;
}

function OpenModel() {
  const { model: id } = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(modelsQuery(useProjectId()));
  if (id === undefined || !data) return null;
  const model = data.items.find((each) => each.id === id);
  const close = () => void navigate({ search: (old) => ({ ...old, model: undefined }) });
  if (!model) return <MissingPanel what="model" name="models" onClose={close} />;
  return <ModelPanel key={model.id} model={model} onClose={close} />;
}
