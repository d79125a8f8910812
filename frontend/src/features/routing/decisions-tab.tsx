import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { TraceTable } from '../traces/trace-table.tsx';
import { useTraces } from '../traces/use-traces.ts';
import styles from './routing.module.css';

/** The calls that named this route, as they come; each opens with what was decided and why. */
export function DecisionsTab({ name }: { name: string }) {
  const filters = { model: name };
  const list = useTraces(filters);
  const navigate = useNavigate();
  const scrollRef = useRef<HTMLDivElement>(null);
  if (list.traces === null && list.error) {
    const retry = () => void list.refetch();
    return <ErrorState what="The calls could not be loaded" error={list.error} onRetry={retry} />;
  }
  if (list.traces === null) return <SkeletonRows count={8} label="Loading calls" />;
  if (list.traces.length === 0) {
    const action = (
      <LinkButton to="/playground" search={{ model: name } as never}>
        Call it in the playground
      </LinkButton>
    );
    return (
      <EmptyState title="No call through this route in the last 7 days" action={action}>
        Each call appears here the moment it ends, with the model that was chosen and why.
      </EmptyState>
    );
  }
  return (
    <div className={styles['list']}>
      <TraceTable
        traces={list.traces}
        search={{ ...filters, tab: 'decision' }}
        openId={null}
        onOpen={(traceId) =>
          void navigate({ to: '/traces/$traceId', params: { traceId }, search: { ...filters, tab: 'decision' } })
        }
        hasMore={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        scrollRef={scrollRef}
      />
    </div>
  );
}
