import { useRef } from 'react';
import { ErrorState, SkeletonRows } from '../../../ui/states.tsx';
import styles from '../span-detail.module.css';
import { SpanDetail } from '../span-detail.tsx';
import type { LoadedTrace } from '../use-trace.ts';
import type { SpanNode } from './span-forest.ts';
import { useFoundMarks } from './use-found-marks.ts';
import { useSpan } from './use-span.ts';
import type { SpanTab } from './viewer-search.ts';

export interface SelectedSpanProps {
  loaded: LoadedTrace;
  node: SpanNode;
  /** Marked in what is shown. */
  find: string | undefined;
  tab: SpanTab;
  onTab: (tab: SpanTab) => void;
}

/** The selected span, whole; what is known of it stands there while the rest is read. */
export function SelectedSpan({ find, ...props }: SelectedSpanProps) {
  const ref = useRef<HTMLDivElement>(null);
  useFoundMarks(ref, find);
  return (
    <div ref={ref} className={styles['selected']}>
      <SpanOrWait {...props} />
    </div>
  );
}

function SpanOrWait({ loaded, node, tab, onTab }: Omit<SelectedSpanProps, 'find'>) {
  const { span, error, refetch } = useSpan(loaded, node);
  if (span) return <SpanDetail span={span} node={node} tab={tab} onTab={onTab} />;
  return (
    <section className={styles['detail']} aria-label={`Span ${node.span.name}`}>
      <header className={styles['head']}>
        <h2>{node.span.name}</h2>
      </header>
      {error ? (
        <ErrorState what="The span could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows count={6} label="Loading the span" />
      )}
    </section>
  );
}
