import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { publicApiUrl } from '../../lib/config.ts';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { routeColumns } from './route-columns.tsx';
import { routesQuery } from './routing-query.ts';

const route = getRouteApi('/shell/routes');

/** Named virtual models: what callers send as `model`, and what the project decides to call. */
export function RoutesPage() {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const create = useCan('editor') ? (
    <LinkButton variant="primary" to="/new-route">
      New route
    </LinkButton>
  ) : null;
  const search = (text: string) => void navigate({ search: text === '' ? {} : { q: text }, replace: true });
  const filters = (
    <FilterRow>
      <SearchField label="Filter by name, model or description" value={q} onChange={search} />
    </FilterRow>
  );
  return (
    <Page title="Routes" action={create} filters={filters}>
      <RouteList text={q} create={create} onClear={() => search('')} />
    </Page>
  );
}

function RouteList({ text, create, onClear }: { text: string; create: ReactNode; onClear: () => void }) {
  const navigate = route.useNavigate();
  const query = useQuery(routesQuery(useProjectId()));
  if (query.isPending) return <SkeletonRows count={6} label="Loading routes" />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The routes could not be loaded" error={query.error} onRetry={retry} />;
  }
  if (query.data.items.length === 0) return <NoRoutes create={create} />;
  const wanted = text.trim().toLowerCase();
  const rows = query.data.items.filter(({ name, config }) =>
    [name, config.description, ...config.targets.map(({ model }) => model)].join(' ').toLowerCase().includes(wanted),
  );
  if (rows.length === 0) {
    return <EmptyState title="No route matches this filter" action={<Button onClick={onClear}>Clear filter</Button>} />;
  }
  return (
    <DataTable
      label="Routes"
      columns={routeColumns}
      rows={rows}
      rowKey={({ name }) => name}
      onOpen={({ name }) => void navigate({ to: '/routes/$name', params: { name } })}
    />
  );
}

function NoRoutes({ create }: { create: ReactNode }) {
  const snippet = `curl ${publicApiUrl()}/v1/chat/completions \\
  -H "authorization: Bearer $SIGNALBOX_API_KEY" \\
  -H 'content-type: application/json' \\
  -d '{"model":"support","messages":[{"role":"user","content":"Hello"}]}'`;
  return (
    <EmptyState
      title="No route yet"
      action={create}
      snippet={<CodeBlock title="A call to a route named support" label="Call of a route as curl" code={snippet} />}
    >
      A route is a name that callers send as the model. You decide here which models answer, and change it without
      touching their code.
    </EmptyState>
  );
}
