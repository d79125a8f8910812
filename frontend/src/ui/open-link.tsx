import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './open-link.module.css';

export interface OpenLinkProps {
  /** The page; the current one unless told. */
  to?: LinkProps['to'];
  params?: LinkProps['params'];
  /** Added to the search that is there. */
  search?: Record<string, unknown>;
  children: ReactNode;
}

/** The link of a row to its details: it can be opened in a new tab, and read out as what it is. */
export function OpenLink({ to = '.', params, search, children }: OpenLinkProps) {
  const link = { to, params, search: (old: object) => ({ ...old, ...search }) } as unknown as LinkProps;
  return (
    <Link {...link} className={styles['link']}>
      {children}
    </Link>
  );
}
