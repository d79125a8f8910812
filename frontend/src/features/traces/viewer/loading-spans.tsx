import { formatCount } from '../../../lib/figures/format-count.ts';
import { ErrorState } from '../../../ui/states.tsx';
import type { LoadedTrace } from '../use-trace.ts';
import styles from './trace-views.module.css';

export interface LoadingSpansProps {
  loaded: LoadedTrace;
  error: unknown;
  onRetry: () => void;
}

/** How much of a large trace is here; figures above are of the whole. */
export function LoadingSpans({ loaded: { trace, forest }, error, onRetry }: LoadingSpansProps) {
  if (error) return <ErrorState what="Not all spans could be loaded" error={error} onRetry={onRetry} />;
  const [here, all] = [forest.nodes.size, Math.max(trace.spanCount, forest.nodes.size)];
  const text = `${formatCount(here).exact} of ${formatCount(all).exact} spans`;
  return (
    <div className={styles['progress']}>
      <progress value={here} max={all} aria-label="Loading spans" />
      <span>{text}</span>
    </div>
  );
}
