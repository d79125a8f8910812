import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Budget, BudgetStatus } from '../../../../shared/contract/governance.ts';
import { ApiError } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { useCan } from '../../lib/use-me.ts';
import { useNow } from '../../lib/use-now.ts';
import { Actions } from '../../ui/actions.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Time } from '../../ui/figure.tsx';
import { Hint } from '../../ui/hint.tsx';
import { MissingPanel } from '../../ui/missing-panel.tsx';
import { Part } from '../../ui/part.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { BudgetBanners } from './budget-banners.tsx';
import { BudgetDialog } from './budget-dialog.tsx';
import { BudgetFigures } from './budget-figures.tsx';
import { burnDownOf } from './burn-down.ts';
import { BurnDownChart } from './burn-down-chart.tsx';
import { budgetStatusQuery } from './governance-query.ts';
import { ScopeText } from './scope-text.tsx';
import { SpenderTables } from './spender-tables.tsx';
import { useBudgetActions } from './use-governance-actions.ts';

export function BudgetPanel({ budgetId, onClose }: { budgetId: string; onClose: () => void }) {
  const query = useQuery(budgetStatusQuery(useProjectId(), budgetId));
  const retry = () => void query.refetch();
  const isMissing = query.error instanceof ApiError && query.error.status === 404;
  if (isMissing) return <MissingPanel what="budget" name="budgets" onClose={onClose} />;
  return (
    <SidePanel name="budgets" title={query.data?.budget.name ?? 'Budget'} onClose={onClose}>
      {query.isPending ? <SkeletonRows count={6} label="Loading the budget" /> : null}
      {query.data ? <BudgetContent status={query.data} onGone={onClose} /> : null}
      {query.isError && !query.data ? (
        <ErrorState what="The budget could not be loaded" error={query.error} onRetry={retry} />
      ) : null}
    </SidePanel>
  );
}

function BudgetContent({ status, onGone }: { status: BudgetStatus; onGone: () => void }) {
  const now = useNow();
  const { budget, forecast } = status;
  return (
    <>
      <BudgetActions budget={budget} onGone={onGone} />
      <BudgetBanners status={status} />
      <BudgetFigures status={status} />
      <Hint>
        Calls through the gateway since the budget exists (<Time at={budget.createdAt} />
        ). What other applications trace, and what was spent before, does not count.
      </Hint>
      <Part
        title={`Spent ${budget.period === 'day' ? 'today' : 'this month'}${budget.each === null ? '' : ', in all'}`}
        hint={<ScopeHint budget={budget} isForecast={forecast !== null} />}
      >
        <BurnDownChart data={burnDownOf(status, now)} />
        <Hint>
          {forecast === null
            ? `A forecast needs three whole ${budget.period === 'day' ? 'hours' : 'days'} of this period since the budget exists.`
            : forecast.method}
        </Hint>
      </Part>
      <SpenderTables status={status} />
    </>
  );
}

function ScopeHint({ budget, isForecast }: { budget: Budget; isForecast: boolean }) {
  return (
    <>
      <ScopeText rule={budget} />.{isForecast ? ' Dashed: forecast.' : null}
    </>
  );
}

function BudgetActions({ budget, onGone }: { budget: Budget; onGone: () => void }) {
  const isAdmin = useCan('admin');
  const { remove } = useBudgetActions();
  const [doing, setDoing] = useState<'nothing' | 'edit' | 'delete'>('nothing');
  const done = () => setDoing('nothing');
  const confirm = async () => {
    await remove.mutateAsync(budget.id);
    toast(`Deleted the budget ${budget.name}.`);
    onGone();
  };
  if (!isAdmin) return null;
  return (
    <Actions>
      <Button onClick={() => setDoing('edit')}>Edit</Button>
      <Button variant="danger-quiet" onClick={() => setDoing('delete')}>
        Delete
      </Button>
      {doing === 'edit' ? <BudgetDialog budget={budget} onClose={done} /> : null}
      {doing === 'delete' ? (
        <ConfirmDialog
          title={`Delete the budget ${budget.name}?`}
          confirmLabel="Delete budget"
          onConfirm={confirm}
          onClose={done}
        >
          Nothing is counted against it any more, and what it would have stopped goes on.
        </ConfirmDialog>
      ) : null}
    </Actions>
  );
}
