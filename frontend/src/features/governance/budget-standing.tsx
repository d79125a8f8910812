import { ShareBar } from '../../ui/share-bar.tsx';
import { budgetUse, type Standing } from './budget-use.ts';

/** How much of a budget is used, what is held for calls included. */
export function BudgetShare({ standing }: { standing: Standing }) {
  const { part, tone, text } = budgetUse(standing);
  return <ShareBar part={part} tone={tone} text={text} />;
}
