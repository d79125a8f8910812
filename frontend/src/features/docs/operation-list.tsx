import { OpenLink } from '../../ui/open-link.tsx';
import styles from './docs.module.css';
import { groupOperations, type Operation } from './open-api.ts';

export interface OperationListProps {
  operations: readonly Operation[];
  text: string;
  openId: string;
}

export function OperationList({ operations, text, openId }: OperationListProps) {
  const groups = [...groupOperations(operations, text)];
  return (
    <nav className={styles['list']} aria-label="Operations">
      {groups.map(([group, items]) => (
        <section key={group}>
          <h2 className={styles['group']}>{group}</h2>
          <ul>
            {items.map((item) => (
              <li key={item.id} className={styles['entry']} data-open={item.id === openId}>
                <Method method={item.method} />
                <OpenLink search={{ operation: item.id }}>{item.operation.summary ?? item.path}</OpenLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 ? <p className={styles['none']}>No operation matches.</p> : null}
    </nav>
  );
}

export function Method({ method }: { method: string }) {
  return (
    <span className={styles['method']} data-method={method}>
      {method}
    </span>
  );
}
