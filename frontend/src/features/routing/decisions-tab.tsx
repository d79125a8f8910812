import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Hint } from '../../ui/hint.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { defaultRange } from '../traces/list/time-range.ts';
import { TraceTable } from '../traces/trace-table.tsx';
import { useTraces } from '../traces/use-traces.ts';
import { isCallOf } from './is-call-of.ts';
import styles from './routing.module.css';

/** The calls that named this route, as they come; each opens with what was decided and why. */
export function DecisionsTab({ name }: { name: string }) {
  const list = useTraces({ q: '', range: defaultRange });
  if (list.traces === null && list.error) {
    const retry = () => void list.refetch();
    return <ErrorState what="The calls could not be loaded" error={list.error} onRetry={retry} />;
  }
  if (list.traces === null) return <SkeletonRows count={8} label="Loading calls" />;
  return (
    <div className={styles['stack']}>
      <div className={styles['view']}>
        <Hint>Among the newest {list.traces.length} traces of the last 7 days.</Hint>
        {list.waitingCount === 0 ? null : (
          <Button size="small" onClick={list.showWaiting}>
            {list.waitingCount} new
          </Button>
        )}
        {list.hasNextPage ? (
          <Button size="small" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Look further back
          </Button>
        ) : null}
      </div>
      <Calls name={name} traces={list.traces.filter((trace) => isCallOf(trace, name))} />
    </div>
  );
}

type Traces = NonNullable<ReturnType<typeof useTraces>['traces']>;

function Calls({ name, traces }: { name: string; traces: Traces }) {
  const navigate = useNavigate();
  const scrollRef = useRef<HTMLDivElement>(null);
  const search = { tab: 'decision' } as const;
  if (traces.length === 0) {
    const action = (
      <LinkButton to="/playground" search={{ model: name } as never}>
        Call it in the playground
      </LinkButton>
    );
    return (
      <EmptyState title="No call through this route among them" action={action}>
        Each call appears here the moment it ends, with the model that was chosen and why.
      </EmptyState>
    );
  }
  return (
    <div className={styles['list']}>
      <TraceTable
        traces={traces}
        search={search}
        openId={null}
        onOpen={(traceId) => void navigate({ to: '/traces/$traceId', params: { traceId }, search })}
        hasMore={false}
        onMore={noMore}
        scrollRef={scrollRef}
      />
    </div>
  );
}

const noMore = () => undefined;
