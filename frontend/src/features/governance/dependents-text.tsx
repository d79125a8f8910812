import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { Hint } from '../../ui/hint.tsx';
import styles from '../../ui/layout.module.css';
import { Banner } from '../../ui/states.tsx';
import type { Dependents } from './dependents.ts';

/** What follows from removing something, and what names it, by name; `undefined` while that is not known. */
export function DependentsText({ of, children }: { of: Dependents | undefined; children: ReactNode }) {
  return (
    <div className={styles['part']}>
      <p>{children}</p>
      {of === undefined ? <Hint>Looking for routes and budgets that name it …</Hint> : <DependentNames of={of} />}
    </div>
  );
}

function DependentNames({ of: { routes, budgets } }: { of: Dependents }) {
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
