import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { Banner } from '../../ui/states.tsx';
import type { Dependents } from './dependents.ts';

/** What goes on without that which is to be removed, by name; `undefined` while it is not known. */
export function DependentsText({ of }: { of: Dependents | undefined }) {
  if (of === undefined) return <p>Looking for routes and budgets that name it …</p>;
  const { routes, budgets } = of;
  if (routes.length === 0 && budgets.length === 0) return null;
  return (
    <Banner tone="caution">
      {routes.length === 0 ? null : (
        <p>
          {routes.length === 1 ? 'A route targets it' : `${routes.length} routes target it`}: <Names of={routes} />.
          Calls pass it over there, and are refused where nothing else is left.
        </p>
      )}
      {budgets.length === 0 ? null : (
        <p>
          {budgets.length === 1 ? 'A budget degrades to it' : `${budgets.length} budgets degrade to it`}:{' '}
          <Names of={budgets} />. Calls stay with the model they ask for instead.
        </p>
      )}
    </Banner>
  );
}

function Names({ of }: { of: readonly string[] }): ReactNode {
  return of.map((name, index) => (
    <Fragment key={name}>
      {index === 0 ? '' : ', '}
      <strong>{name}</strong>
    </Fragment>
  ));
}
