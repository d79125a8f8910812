import type { ReactNode } from 'react';
import type { Tone } from './status.tsx';
import styles from './tile.module.css';

export interface TileProps {
  label: string;
  /** Under the figure: over what, against what. */
  note?: ReactNode;
  tone?: Tone;
  children: ReactNode;
}

/** One figure that matters, with its name and what it is measured against. */
export function Tile({ label, note, tone = 'neutral', children }: TileProps) {
  return (
    <div className={styles['tile']}>
      <div className={styles['label']}>{label}</div>
      <div className={styles['figure']}>{children}</div>
      {note ? (
        <div className={styles['note']} data-tone={tone}>
          {note}
        </div>
      ) : null}
    </div>
  );
}
