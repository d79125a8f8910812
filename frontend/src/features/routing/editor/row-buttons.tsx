import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { IconButton } from '../../../ui/button.tsx';
import styles from './editor.module.css';

export interface RowButtonsProps {
  /** What they act on: `target main`. */
  name: string;
  index: number;
  count: number;
  onMove?: (by: -1 | 1) => void;
  /** Absent where it cannot go: the last target of a route. */
  onRemove?: (() => void) | undefined;
}

/** Moves and removes a row of a list. */
export function RowButtons({ name, index, count, onMove, onRemove }: RowButtonsProps) {
  return (
    <span className={styles['buttons']}>
      {onMove ? (
        <>
          <IconButton label={`Move ${name} up`} size="small" disabled={index === 0} onClick={() => onMove(-1)}>
            <ArrowUp aria-hidden="true" size={14} />
          </IconButton>
          <IconButton label={`Move ${name} down`} size="small" disabled={index === count - 1} onClick={() => onMove(1)}>
            <ArrowDown aria-hidden="true" size={14} />
          </IconButton>
        </>
      ) : null}
      <IconButton label={`Remove ${name}`} size="small" disabled={onRemove === undefined} onClick={onRemove}>
        <X aria-hidden="true" size={14} />
      </IconButton>
    </span>
  );
}
