import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useProjectId } from '../../lib/project.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { limitsQuery } from './governance-query.ts';
import { limitColumns } from './limit-columns.tsx';

const route = getRouteApi('/shell/limits');

export function LimitList({ create }: { create: ReactNode }) {
  const { limit = null } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(limitsQuery(useProjectId()));
  if (query.isPending) return <SkeletonRows count={4} label="Loading limits" />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The limits could not be loaded" error={query.error} onRetry={retry} />;
  }
  if (query.data.items.length === 0) {
    return (
      <EmptyState title="No rate limit yet" action={create}>
        A limit bounds requests and tokens per minute, or calls at the same time; callers over it get a 429 that says
        when to try again.
      </EmptyState>
    );
  }
  return (
    <DataTable
      label="Rate limits"
      columns={limitColumns}
      rows={query.data.items}
      rowKey={({ id }) => id}
      selectedKey={limit}
      onOpen={({ id }) => void navigate({ search: { view: 'limits', limit: id } })}
    />
  );
}
