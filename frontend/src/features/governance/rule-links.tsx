import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useProjectId } from '../../lib/project.ts';
import { budgetNamesQuery, limitNamesQuery } from './governance-query.ts';

/** The limits and budgets that a call was counted against, by name. */
export function RuleLinks({ ids }: { ids: readonly string[] }) {
  return ids.map((id, index) => (
    <span key={id}>
      {index === 0 ? null : ', '}
      <RuleLink id={id} />
    </span>
  ));
}

function RuleLink({ id }: { id: string }) {
  const projectId = useProjectId();
  const budgets = useQuery(budgetNamesQuery(projectId));
  const limits = useQuery(limitNamesQuery(projectId));
  const budget = budgets.data?.items.find((each) => each.budget.id === id)?.budget;
  const limit = limits.data?.items.find((each) => each.id === id);
  if (budget) {
    return (
      <Link to="/limits" search={{ budget: id } as never}>
        {budget.name}
      </Link>
    );
  }
  if (limit) {
    return (
      <Link to="/limits" search={{ view: 'limits', limit: id } as never}>
        {limit.name}
      </Link>
    );
  }
  return budgets.data && limits.data ? <span data-tip={id}>one that is deleted now</span> : '…';
}
