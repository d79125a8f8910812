import type { ReactNode } from 'react';
import styles from './details.module.css';

/** Facts of one thing: name and value, aligned. */
export function Details({ children }: { children: ReactNode }) {
  return <dl className={styles['details']}>{children}</dl>;
}

export function Detail({ label, tip, children }: { label: string; tip?: string; children: ReactNode }) {
  return (
    <div className={styles['detail']}>
      <dt data-tip={tip}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
