import type { ReactNode } from 'react';
import styles from './layout.module.css';

/** Buttons, badges or values beside each other, that wrap where there is no room. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>;
}
