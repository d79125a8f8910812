import type { Budget, BudgetStatus } from '../../../../shared/contract/governance.ts';
import { Money } from '../../ui/figure.tsx';
import { Banner } from '../../ui/states.tsx';
import { tightestRest } from './tightest-rest.ts';
import { useDegradeProblem } from './use-degrade-problem.ts';

/** What the budget does to calls now, and what it does not count. */
export function BudgetBanners({ status }: { status: BudgetStatus }) {
  const { budget, isExhausted, isDegraded, unpricedCallCount } = status;
  return (
    <>
      {isExhausted ? <Banner tone="stop">{exhaustedText(status)}</Banner> : null}
      <NearlyUsedUp status={status} />
      {isDegraded && !isExhausted ? <Degraded budget={budget} /> : null}
      {unpricedCallCount > 0 ? (
        <Banner tone="caution">
          {unpricedCallCount === 1
            ? 'One call had no known price and is not counted.'
            : `${unpricedCallCount} calls had no known price and are not counted.`}
        </Banner>
      ) : null}
    </>
  );
}

function exhaustedText({ budget: { each }, counterCount, usedUpCount }: BudgetStatus): string {
  if (each === null) return 'It is used up: calls are refused until the period ends.';
  return `It is used up for ${usedUpCount} of ${counterCount} ${each}s: their calls are refused until the period ends.`;
}

/** Where calls go by now, or why they stay: the gateway passes over what cannot be called. */
function Degraded({ budget: { degrade, unpricedCalls } }: { budget: Budget }) {
  const problem = useDegradeProblem({ to: degrade?.to ?? '', unpricedCalls });
  if (problem === undefined) return null;
  const used = `${Math.round((degrade?.at ?? 0) * 100)} % are used`;
  const to = <code>{degrade?.to}</code>;
  return (
    <Banner tone="caution">
      {problem === null ? (
        <p>
          Calls go to {to}, since {used}.
        </p>
      ) : (
        <p>
          {used}, but calls cannot go to {to} and stay with the model they ask for: {problem}.
        </p>
      )}
    </Banner>
  );
}

/** A call is refused when what it may cost does not fit, which is before everything is used. */
function NearlyUsedUp({ status }: { status: BudgetStatus }) {
  const rest = tightestRest(status);
  if (rest === null) return null;
  return (
    <Banner tone="caution">
      <p>
        <Money nanoUsd={rest.nanoUsd} /> left{rest.of === null ? '' : ` for ${rest.of}`}: calls that may cost more are
        refused, although not everything is used.
      </p>
    </Banner>
  );
}
