import type { ReactNode } from 'react';
import styles from './layout.module.css';

/** A quiet line: an assumption, a source, a limit. */
export function Hint({ children }: { children: ReactNode }) {
  return <p className={styles['hint']}>{children}</p>;
}
