import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Span, TraceSummary } from '../../../../shared/contract/span.ts';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { mostTelling } from './most-telling.ts';
import { SpanDetail } from './span-detail.tsx';
import { SpanErrors } from './span-errors.tsx';
import { SpanTree } from './span-tree.tsx';
import styles from './trace-content.module.css';
import { TraceFacts } from './trace-facts.tsx';
import type { SpanTab } from './traces-search.ts';
import type { useTrace } from './use-trace.ts';

export interface TraceContentProps {
  query: ReturnType<typeof useTrace>;
  layout: 'panel' | 'page';
}

/** A trace in whatever state it is: on its way, not stored yet, missing, or here. */
export function TraceContent({ query, layout }: TraceContentProps) {
  const { data, error, state, refetch } = query;
  if (data) return <LoadedTrace trace={data.trace} spans={data.spans} layout={layout} />;
  if (state === 'awaited') {
    return (
      <EmptyState title="This trace is being stored.">
        It appears here by itself, usually within two seconds.
      </EmptyState>
    );
  }
  if (state === 'missing') {
    return (
      <EmptyState title="There is no such trace.">
        It may have outlived the project’s retention, or belong to another project.
      </EmptyState>
    );
  }
  if (error) return <ErrorState what="The trace could not be loaded" error={error} onRetry={() => void refetch()} />;
  return <SkeletonRows count={10} label="Loading the trace" />;
}

interface LoadedTraceProps {
  trace: TraceSummary;
  spans: Span[];
  layout: 'panel' | 'page';
}

function LoadedTrace({ trace, spans, layout }: LoadedTraceProps) {
  const search = useSearch({ from: '/shell/traces' });
  const navigate = useNavigate();
  const selected = useMemo(
    () => spans.find(({ spanId }) => spanId === search.span) ?? mostTelling(spans, search.tab),
    [spans, search.span, search.tab],
  );
  const show = (part: { span?: string; tab?: SpanTab }) =>
    void navigate({ to: '.', search: { ...search, ...part }, replace: true, resetScroll: false });
  return (
    <div className={styles['trace']} data-layout={layout}>
      <div className={styles['overview']}>
        <TraceFacts trace={trace} />
        <SpanErrors spans={spans} onSelect={(span) => show({ span })} />
        <SpanTree spans={spans} selectedId={selected?.spanId ?? null} onSelect={(span) => show({ span })} />
      </div>
      {selected ? <SpanDetail span={selected} tab={search.tab ?? 'content'} onTab={(tab) => show({ tab })} /> : null}
    </div>
  );
}
