import { Outlet, useMatch, useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowUp } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { compact } from '../../lib/read-search.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { TraceFilters } from './trace-filters.tsx';
import styles from './trace-table.module.css';
import { TraceTable } from './trace-table.tsx';
import type { TracesSearch } from './traces-search.ts';
import { useTraces } from './use-traces.ts';

/** `/traces`: the list, and in the outlet the trace that `/traces/$traceId` names: beside it, or alone with `?full`. */
export function TracesPage() {
  const search = useSearch({ from: '/shell/traces' });
  const match = useMatch({ from: '/shell/traces/$traceId', shouldThrow: false });
  const openId = match?.params.traceId ?? null;
  return openId !== null && search.full ? <Outlet /> : <TraceListPage search={search} openId={openId} />;
}

function TraceListPage({ search, openId }: { search: TracesSearch; openId: string | null }) {
  const { model, status, range } = search;
  const filters = useMemo(() => compact({ model, status, range }), [model, status, range]);
  const list = useTraces(filters);
  const navigate = useNavigate();
  const scrollRef = useRef<HTMLDivElement>(null);
  const open = (traceId: string) =>
    void navigate({ to: '/traces/$traceId', params: { traceId }, search: filters, replace: true, resetScroll: false });
  const { fetchNextPage, isFetchingNextPage } = list;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const showNew = () => {
    list.showWaiting();
    scrollRef.current?.scrollTo({ top: 0 });
  };
  return (
    <Page title="Traces" filters={<TraceFilters search={search} traces={list.traces ?? []} />} panel={<Outlet />}>
      <div className={styles['frame']}>
        <NewPill count={list.waitingCount} onClick={showNew} />
        <ListContent list={list} isFiltered={model !== undefined || status !== undefined || range !== undefined}>
          <TraceTable
            traces={list.traces ?? []}
            search={filters}
            openId={openId}
            onOpen={open}
            hasMore={list.hasNextPage}
            onMore={more}
            scrollRef={scrollRef}
          />
        </ListContent>
      </div>
    </Page>
  );
}

interface ListContentProps {
  list: ReturnType<typeof useTraces>;
  isFiltered: boolean;
  children: ReactNode;
}

function ListContent({ list, isFiltered, children }: ListContentProps) {
  if (list.traces === null && list.error) {
    return <ErrorState what="The traces could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.traces === null) return <SkeletonRows count={20} label="Loading traces" />;
  if (list.traces.length > 0) return children;
  if (isFiltered) return <EmptyState title="No trace matches these filters." />;
  return (
    <EmptyState
      title="No calls in the last 7 days."
      action={
        <LinkButton to="/playground" variant="primary">
          Call a model
        </LinkButton>
      }
    >
      Every call through the gateway appears here the moment it ends, with its spans, tokens and cost.
    </EmptyState>
  );
}

/** New traces are counted; they come into the list when they are asked for. */
function NewPill({ count, onClick }: { count: number; onClick: () => void }) {
  return (
    <div role="status">
      {count > 0 ? (
        <Button size="small" icon={<ArrowUp aria-hidden="true" />} className={styles['pill']} onClick={onClick}>
          {count} new
        </Button>
      ) : null}
    </div>
  );
}
