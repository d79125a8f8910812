import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useCan } from '../../lib/use-me.ts';
import { Button } from '../../ui/button.tsx';
import { FilterRow, Page } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { BudgetDialog } from './budget-dialog.tsx';
import { BudgetList } from './budget-list.tsx';
import { BudgetPanel } from './budget-panel.tsx';
import { LimitDialog } from './limit-dialog.tsx';
import { LimitList } from './limit-list.tsx';
import { OpenLimit } from './limit-panel.tsx';

const route = getRouteApi('/shell/limits');

/** What the project may spend, and how fast. */
export function GovernancePage() {
  const { view = 'budgets', budget } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useCan('admin');
  const [isCreating, setIsCreating] = useState(false);
  const create = isAdmin ? (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      {view === 'budgets' ? 'New budget' : 'New limit'}
    </Button>
  ) : null;
  const done = () => setIsCreating(false);
  const filters = (
    <FilterRow>
      <Segmented
        label="View"
        options={[
          { id: 'budgets', label: 'Budgets' },
          { id: 'limits', label: 'Rate limits' },
        ]}
        value={view}
        onChange={(id) => void navigate({ search: id === 'limits' ? { view: id } : {} })}
      />
    </FilterRow>
  );
  const openBudget =
    budget === undefined ? null : (
      <BudgetPanel key={budget} budgetId={budget} onClose={() => void navigate({ search: {} })} />
    );
  return (
    <Page
      title="Limits and budgets"
      action={create}
      filters={filters}
      panel={view === 'budgets' ? openBudget : <OpenLimit />}
    >
      {view === 'budgets' ? <BudgetList create={create} /> : <LimitList create={create} />}
      {isCreating && view === 'budgets' ? <BudgetDialog budget={null} onClose={done} /> : null}
      {isCreating && view === 'limits' ? <LimitDialog limit={null} onClose={done} /> : null}
    </Page>
  );
}
