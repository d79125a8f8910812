import { Banner, EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { SpanErrors } from './span-errors.tsx';
import styles from './trace-content.module.css';
import { TraceFacts } from './trace-facts.tsx';
import type { LoadedTrace, useTrace } from './use-trace.ts';
import { LoadingSpans } from './viewer/loading-spans.tsx';
import { SelectedSpan } from './viewer/selected-span.tsx';
import { TraceComparison } from './viewer/trace-comparison.tsx';
import { TraceViews } from './viewer/trace-views.tsx';
import { useSelectedSpan, useViewerSearch } from './viewer/use-selected-span.ts';

export interface TraceContentProps {
  query: ReturnType<typeof useTrace>;
  layout: 'panel' | 'page';
}

/** A trace in whatever state it is: on its way, not stored yet, missing, or here. */
export function TraceContent({ query, layout }: TraceContentProps) {
  const { data, error, state, refetch } = query;
  if (data) return <Trace loaded={data} error={error} onRetry={() => void refetch()} layout={layout} />;
  if (state === 'awaited') {
    return (
      <EmptyState title="Not found yet: looking for this trace.">
        A trace is stored about two seconds after its call, and then appears here by itself.
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

interface TraceProps {
  loaded: LoadedTrace;
  /** Of pages that did not come. */
  error: unknown;
  onRetry: () => void;
  layout: 'panel' | 'page';
}

function Trace({ loaded, error, onRetry, layout }: TraceProps) {
  const [search, show] = useViewerSearch();
  const selected = useSelectedSpan(loaded.forest, search);
  if (search.compare !== undefined) return <TraceComparison loaded={loaded} otherId={search.compare} layout={layout} />;
  return (
    <div className={styles['trace']} data-layout={layout}>
      <div className={styles['overview']}>
        <TraceFacts trace={loaded.trace} />
        {loaded.isComplete ? null : <LoadingSpans loaded={loaded} error={error} onRetry={onRetry} />}
        <MissingSpan loaded={loaded} spanId={search.span} />
        <SpanErrors forest={loaded.forest} onSelect={(span) => show({ span })} />
        <TraceViews loaded={loaded} selected={selected} search={search} show={show} />
      </div>
      {selected ? (
        <SelectedSpan
          loaded={loaded}
          node={selected}
          find={search.find}
          tab={search.tab ?? 'content'}
          onTab={(tab) => show({ tab })}
        />
      ) : null}
    </div>
  );
}

/** A link to a span says so where the span is not there; without a word the reader would take another one for it. */
function MissingSpan({ loaded, spanId }: { loaded: LoadedTrace; spanId: string | undefined }) {
  if (spanId === undefined || !loaded.isComplete || loaded.forest.nodes.has(spanId)) return null;
  return (
    <Banner tone="caution">
      The span {spanId} of this link is not in this trace: it is still on its way, or was never sent.
    </Banner>
  );
}
