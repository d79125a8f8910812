import type { ReactNode } from 'react';
import styles from './tile.module.css';

/** Tiles beside each other: two on a phone or in a panel, all of them on a page. */
export function TileGrid({ children }: { children: ReactNode }) {
  return <div className={styles['grid']}>{children}</div>;
}
