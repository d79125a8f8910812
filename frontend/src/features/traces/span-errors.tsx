import { useMemo } from 'react';
import { Status } from '../../ui/status.tsx';
import { failuresOf } from './failures-of.ts';
import styles from './trace-content.module.css';
import type { Forest } from './viewer/span-forest.ts';

const shownErrors = 3;

/** Errors before everything else, likely causes first. */
export function SpanErrors({ forest, onSelect }: { forest: Forest; onSelect: (spanId: string) => void }) {
  const { groups, count } = useMemo(() => failuresOf(forest.nodes.values()), [forest]);
  if (count === 0) return null;
  const shown = groups.slice(0, shownErrors);
  const rest = count - shown.reduce((sum, group) => sum + group.count, 0);
  return (
    <section className={styles['errors']} aria-label="Errors">
      {shown.map(({ node: { span }, count: times }) => (
        <button key={span.spanId} type="button" className={styles['error']} onClick={() => onSelect(span.spanId)}>
          <Status tone="stop">{span.errorType ?? 'Error'}</Status>
          <span>
            <b>{span.name}</b> {span.statusMessage ?? 'ended with an error and gave no message.'}
          </span>
          {times > 1 ? <span className={styles['times']}>{`${times}×`}</span> : null}
        </button>
      ))}
      {rest > 0 ? <p>{`${rest} more ${rest === 1 ? 'span' : 'spans'} failed, marked below.`}</p> : null}
    </section>
  );
}
