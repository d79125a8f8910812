import type { listBudgets } from '../../shared/contract/governance.ts';
import { budgetTimeOf } from '../../shared/governance/budget-time.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { GovernancePorts } from './app.ts';
import { fullestOf } from './fullest-of.ts';
import { standingOf } from './standing-of.ts';

type Ports = Pick<GovernancePorts, 'budgets' | 'counters' | 'clock'>;

/** Every budget with what is spent and reserved in the period that runs. */
export function handleListBudgets({ budgets, counters, clock }: Ports): Handler<typeof listBudgets> {
  return async ({ projectId }) => {
    const now = clock();
    const items = (await budgets.list(projectId)).map(async (budget) => {
      const period = budgetTimeOf(budget.period, now);
      const read = await counters.read(projectId, budget.id, period.name);
      return { budget, ...standingOf(budget, read, now), ...fullestOf(budget, read, now) };
    });
    return { items: await Promise.all(items), nextCursor: null };
  };
}
