import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { ErrorState, SkeletonRows } from '../../../ui/states.tsx';
import styles from '../span-detail.module.css';
import type { LoadedTrace } from '../use-trace.ts';
import type { SpanNode } from './span-forest.ts';
import { useFoundMarks } from './use-found-marks.ts';
import { useSpan } from './use-span.ts';
import type { SpanTab } from './viewer-search.ts';

const loadDetail = () => import('../span-detail.tsx');
const SpanDetail = lazy(async () => ({ default: (await loadDetail()).SpanDetail }));

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
  // While the span is read; if it fails, rendering says so.
  useEffect(() => void loadDetail().catch(() => undefined), []);
  return (
    <div ref={ref} className={styles['selected']}>
      <SpanOrWait {...props} />
    </div>
  );
}

function SpanOrWait({ loaded, node, tab, onTab }: Omit<SelectedSpanProps, 'find'>) {
  const { span, error, refetch } = useSpan(loaded, node);
  const wait = (
    <NameOnly name={node.span.name}>
      <SkeletonRows count={6} label="Loading the span" />
    </NameOnly>
  );
  if (span) {
    return (
      <Suspense fallback={wait}>
        <SpanDetail span={span} node={node} tab={tab} onTab={onTab} />
      </Suspense>
    );
  }
  if (!error) return wait;
  return (
    <NameOnly name={node.span.name}>
      <ErrorState what="The span could not be loaded" error={error} onRetry={() => void refetch()} />
    </NameOnly>
  );
}

function NameOnly({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={styles['detail']} aria-label={`Span ${name}`}>
      <header className={styles['head']}>
        <h2>{name}</h2>
      </header>
      {children}
    </section>
  );
}
