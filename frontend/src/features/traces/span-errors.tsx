import { Status } from '../../ui/status.tsx';
import styles from './trace-content.module.css';
import type { Forest, SpanNode } from './viewer/span-forest.ts';

const shownErrors = 3;

/** Errors before everything else, those that say something first. */
export function SpanErrors({ forest, onSelect }: { forest: Forest; onSelect: (spanId: string) => void }) {
  const { shown, count } = failuresOf(forest.nodes.values());
  if (count === 0) return null;
  return (
    <section className={styles['errors']} aria-label="Errors">
      {shown.map(({ span }) => (
        <button key={span.spanId} type="button" className={styles['error']} onClick={() => onSelect(span.spanId)}>
          <Status tone="stop">{span.errorType ?? 'Error'}</Status>
          <span>
            <b>{span.name}</b> {span.statusMessage ?? 'ended with an error and gave no message.'}
          </span>
        </button>
      ))}
      {count > shown.length ? <p>{count - shown.length} more spans failed; they are marked below.</p> : null}
    </section>
  );
}

/** The first failures by time, of those that say why if any does; an attempt that another made good is none. */
function failuresOf(nodes: Iterable<SpanNode>): { shown: SpanNode[]; count: number } {
  const failed = [...nodes].filter(({ span }) => span.status === 'error' && !span.isSuperseded);
  const telling = failed.filter(({ span }) => (span.statusMessage ?? span.errorType) !== undefined);
  const best = (telling.length > 0 ? telling : failed).sort((a, b) => a.startMs - b.startMs || b.depth - a.depth);
  return { shown: best.slice(0, shownErrors), count: failed.length };
}
