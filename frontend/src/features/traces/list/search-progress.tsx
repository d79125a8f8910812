import { absoluteTime, formatRelativeTime } from '../../../lib/figures/format-time.ts';
import { Button } from '../../../ui/button.tsx';
import type { TraceList } from '../use-traces.ts';
import styles from './list-tools.module.css';

export interface SearchProgressProps {
  list: TraceList;
  /** The search waits to be told to go on. */
  isPaused: boolean;
  onGoOn: () => void;
}

/** How far back a search has come, while that is not the whole range. */
export function SearchProgressBar({ list, isPaused, onGoOn }: SearchProgressProps) {
  const { progress, isFetchingNextPage, hasNextPage, error, traces } = list;
  if (progress === null || !hasNextPage) return null;
  const since = formatRelativeTime(progress.searchedTo, { now: Date.now() }).text;
  const count = new Intl.NumberFormat('en').format(progress.searchedCount);
  const failed = error !== null && traces !== null;
  return (
    <div className={styles['progress']} role="status">
      <span data-tip={absoluteTime(progress.searchedTo)}>
        {isFetchingNextPage ? 'Searching' : 'Searched'} back to {since}, {count} traces
        {failed ? '; the last part could not be read' : ''}
      </span>
      {isPaused || failed ? (
        <Button size="small" onClick={onGoOn}>
          Search on
        </Button>
      ) : null}
    </div>
  );
}
