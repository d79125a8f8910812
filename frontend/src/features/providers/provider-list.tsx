import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { useProjectId } from '../../lib/project.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { Badge } from '../../ui/status.tsx';
import { ErrorRate, failureSource, LastCall, Latency, latencySource } from './provider-health.tsx';
import { providersQuery } from './providers-query.ts';

const route = getRouteApi('/shell/providers');

const columns: readonly Column<Provider>[] = [
  {
    id: 'name',
    header: 'Provider',
    width: 220,
    isFlexible: true,
    card: 'title',
    cell: (provider) => (
      <>
        <OpenLink search={{ provider: provider.id }}>{provider.name}</OpenLink>{' '}
        {provider.isManaged && provider.kind !== 'sandbox' ? (
          <Badge tip="It comes from the environment or a file of this stage">managed</Badge>
        ) : null}
      </>
    ),
  },
  {
    id: 'id',
    header: 'Id',
    headerTip: 'The first part of its models’ ids',
    width: 140,
    card: 'fact',
    cell: (provider) => <code>{provider.id}/…</code>,
  },
  {
    id: 'health',
    header: 'Health',
    headerTip: failureSource,
    width: 130,
    card: 'fact',
    cell: ({ id }) => <ErrorRate providerId={id} />,
  },
  {
    id: 'p50',
    header: 'p50',
    headerTip: latencySource,
    width: 90,
    align: 'end',
    cell: ({ id }) => <Latency providerId={id} part="p50Ms" />,
  },
  {
    id: 'p95',
    header: 'p95',
    headerTip: latencySource,
    width: 90,
    align: 'end',
    cell: ({ id }) => <Latency providerId={id} part="p95Ms" />,
  },
  { id: 'last', header: 'Last call', width: 110, card: 'fact', cell: ({ id }) => <LastCall providerId={id} /> },
  {
    id: 'keys',
    header: 'Keys',
    headerTip: 'Active keys; the keys themselves are in AWS Secrets Manager',
    width: 70,
    align: 'end',
    cell: ({ kind, credentials }) =>
      kind === 'sandbox' ? (
        <span data-tip="It needs none">—</span>
      ) : (
        credentials.filter(({ state }) => state === 'active').length
      ),
  },
];

export function ProviderList({ connect }: { connect: ReactNode }) {
  const { provider: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(providersQuery(useProjectId()));
  if (query.isPending) return <SkeletonRows count={4} />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The providers could not be loaded" error={query.error} onRetry={retry} />;
  }
  if (query.data.items.length === 0) {
    return (
      <EmptyState title="No provider is connected" action={connect}>
        A provider makes its models callable with one key of your own.
      </EmptyState>
    );
  }
  return (
    <DataTable
      label="Providers"
      columns={columns}
      rows={query.data.items}
      rowKey={(provider) => provider.id}
      selectedKey={openId ?? null}
      onOpen={(provider) => void navigate({ search: { provider: provider.id } })}
    />
  );
}
