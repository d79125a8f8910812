import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { absoluteTime } from '../../../../lib/figures/format-time.ts';
import { Button } from '../../../../ui/button.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../../../ui/states.tsx';
import contentStyles from '../../trace-content.module.css';
import { type LoadedTrace, useTrace } from '../../use-trace.ts';
import { subtreeSums } from '../subtree-sums.ts';
import type { TraceComparisonProps } from '../trace-comparison.tsx';
import { useViewerSearch } from '../use-selected-span.ts';
import { type AlignedSpan, alignForests } from './align-forests.ts';
import { AlignedTree } from './aligned-tree.tsx';
import { ChangeFacts } from './change-facts.tsx';
import styles from './compare.module.css';
import { traceChanges } from './compare-figures.ts';
import { SpanComparison } from './span-comparison.tsx';

/** Two traces as one: what each span was and is, what came and what went. */
export function ComparisonView({ loaded, otherId, layout }: TraceComparisonProps) {
  const other = useTrace(otherId);
  const [{ span }, show] = useViewerSearch();
  // A span that only the other one has is not looked at any more.
  const isHere = span !== undefined && loaded.forest.nodes.has(span);
  const stop = () => show({ compare: undefined, ...(isHere ? {} : { span: undefined }) });
  if (other.data) return <Compared before={other.data} after={loaded} layout={layout} onStop={stop} />;
  if (other.state !== 'usual') {
    return (
      <EmptyState
        title="The trace to compare with is not there."
        action={<Button onClick={stop}>Stop comparing</Button>}
      >
        It may have outlived the project’s retention, or belong to another project.
      </EmptyState>
    );
  }
  if (other.error) {
    const retry = () => void other.refetch();
    return <ErrorState what="The trace to compare with could not be loaded" error={other.error} onRetry={retry} />;
  }
  return <SkeletonRows count={8} label="Loading the comparison" />;
}

interface ComparedProps {
  before: LoadedTrace;
  after: LoadedTrace;
  layout: 'panel' | 'page';
  onStop: () => void;
}

function Compared({ before, after, layout, onStop }: ComparedProps) {
  const [search, show] = useViewerSearch();
  const rows = useMemo(() => alignForests(before.forest, after.forest), [before.forest, after.forest]);
  const sums = useMemo(
    () => subtreeSums([...before.forest.roots, ...after.forest.roots]),
    [before.forest, after.forest],
  );
  const selected = rows.find((row) => idOf(row) === search.span) ?? firstChange(rows);
  const isLoading = !before.isComplete || !after.isComplete;
  return (
    <div className={contentStyles['trace']} data-layout={layout}>
      <div className={contentStyles['overview']}>
        <div className={styles['head']}>
          <p>
            Compared with{' '}
            <Link to="/traces/$traceId" params={{ traceId: before.trace.traceId }} search={{}}>
              {before.trace.name}
            </Link>{' '}
            of {absoluteTime(before.trace.startTime)}
            {isLoading ? ', as far as both are loaded' : ''}
          </p>
          <Button size="small" onClick={onStop}>
            Stop comparing
          </Button>
        </div>
        <ChangeFacts changes={traceChanges(before.trace, after.trace)} />
        <AlignedTree rows={rows} selected={selected} sums={sums} onSelect={(row) => show({ span: idOf(row) })} />
      </div>
      {selected ? <SpanComparison key={idOf(selected)} {...{ before, after, row: selected, sums }} /> : null}
    </div>
  );
}

const idOf = ({ before, after }: AlignedSpan) => (after ?? before)?.span.spanId ?? '';

/** What differs in what it says, or is only on one side, is what a reader came for. */
function firstChange(rows: readonly AlignedSpan[]): AlignedSpan | null {
  const differs = ({ before, after }: AlignedSpan) =>
    before?.span.status !== after?.span.status || before?.span.outputPreview !== after?.span.outputPreview;
  return rows.find(differs) ?? rows[0] ?? null;
}
