import type { ReactNode } from 'react';
import styles from './layout.module.css';

export interface PartProps {
  title: string;
  /** Under the title: what it shows, or where the numbers come from. */
  hint?: ReactNode;
  action?: ReactNode;
  /** 3 inside of something that has a title of level 2. */
  level?: 2 | 3;
  children: ReactNode;
}

/** A titled part of a panel. */
export function Part({ title, hint, action, level = 2, children }: PartProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={styles['part']}>
      <header className={styles['partTitle']}>
        <Heading>{title}</Heading>
        {action}
      </header>
      {hint ? <p className={styles['hint']}>{hint}</p> : null}
      {children}
    </section>
  );
}
