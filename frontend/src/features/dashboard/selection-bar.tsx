import { Link } from '@tanstack/react-router';
import { useStore } from '../../lib/create-store.ts';
import { Button } from '../../ui/button.tsx';
import type { ChartGroup } from '../../ui/charts/chart-group.ts';
import { rangeWords } from '../traces/list/time-range.ts';
import styles from './dashboard.module.css';

export interface SelectionBarProps {
  group: ChartGroup;
  onZoom: (range: { from: string; to: string }) => void;
  /** What the opened list is filtered by, besides the time. */
  filter?: string | undefined;
}

/** What can be done with the range that was dragged in a chart. */
export function SelectionBar({ group, onZoom, filter }: SelectionBarProps) {
  const selection = useStore(group.selection);
  if (selection === null) return null;
  const range = { from: new Date(selection.from).toISOString(), to: new Date(selection.to).toISOString() };
  return (
    <div className={styles['selectionPlace']}>
      <div className={styles['selection']} role="status">
        <span>{rangeWords(range)}</span>
        <Link to="/traces" search={filter === undefined ? range : { ...range, q: filter }} className={styles['open']}>
          Open its traces
        </Link>
        <Button size="small" onClick={() => onZoom(range)}>
          Zoom in
        </Button>
        <Button size="small" variant="quiet" onClick={() => group.selection.set(null)}>
          Clear
        </Button>
      </div>
    </div>
  );
}
