import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useProjectId } from '../../lib/project.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { budgetColumns } from './budget-columns.tsx';
import { budgetsQuery } from './governance-query.ts';

const route = getRouteApi('/shell/limits');

export function BudgetList({ create }: { create: ReactNode }) {
  const { budget = null } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(budgetsQuery(useProjectId()));
  if (query.isPending) return <SkeletonRows count={4} label="Loading budgets" />;
  if (query.isError) {
    const retry = () => void query.refetch();
    return <ErrorState what="The budgets could not be loaded" error={query.error} onRetry={retry} />;
  }
  if (query.data.items.length === 0) {
    return (
      <EmptyState title="No budget yet" action={create}>
        A budget reserves what a call may cost before it is made and settles after it, so it is not exceeded, however
        many calls come at once.
      </EmptyState>
    );
  }
  return (
    <DataTable
      label="Budgets"
      columns={budgetColumns}
      rows={query.data.items}
      rowKey={(row) => row.budget.id}
      selectedKey={budget}
      onOpen={(row) => void navigate({ search: { budget: row.budget.id } })}
    />
  );
}
