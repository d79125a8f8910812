import type { ReactNode } from 'react';
import styles from './stale.module.css';

export interface StaleProps {
  /** What is shown is of other settings than the page says by now; what belongs to them is on its way. */
  isStale: boolean;
  children: ReactNode;
}

/** Leaves former figures in their place while others are loaded, so that nothing jumps, and says that they are such. */
export function Stale({ isStale, children }: StaleProps) {
  return (
    <div className={styles['stale']} aria-busy={isStale}>
      {isStale ? (
        <div className={styles['note']} role="status">
          <span>Loading…</span>
        </div>
      ) : null}
      <div className={styles['old']} data-old={isStale || undefined}>
        {children}
      </div>
    </div>
  );
}
