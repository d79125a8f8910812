import { useNavigate } from '@tanstack/react-router';
import { ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import { parseFilter } from '../../../../../shared/trace-filter/parse-filter.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states.tsx';
import { useIsNarrow } from '../../../ui/use-media.ts';
import styles from '../trace-table.module.css';
import { TraceTable } from '../trace-table.tsx';
import { listSearchOf, type TracesSearch } from '../traces-search.ts';
import { type TraceList, useTraces } from '../use-traces.ts';
import { BulkBar } from './bulk-bar.tsx';
import { defaultColumns } from './column-picker.tsx';
import { FacetPanel } from './facet-panel.tsx';
import { draftFilter } from './filter-draft.ts';
import type { ListSettings } from './list-settings.ts';
import tools from './list-tools.module.css';
import { NoTraces } from './no-traces.tsx';
import { SearchProgressBar } from './search-progress.tsx';
import type { FacetsShown } from './use-facets-shown.ts';
import type { ListState } from './use-list-settings.ts';
import { useSearchOn } from './use-search-on.ts';
import { useSelection } from './use-selection.ts';

export interface TraceListViewProps {
  list: ListState;
  search: TracesSearch;
  openId: string | null;
  facets: FacetsShown;
}

/** Facets, table, and what is said under it. */
export function TraceListView({ list, search, openId, facets }: TraceListViewProps) {
  const isReadable = parseFilter(list.settings.q).isValid;
  const isNarrow = useIsNarrow();
  if (list.viewState === 'loading') return <SkeletonRows count={20} label="Loading traces" />;
  return (
    <div className={tools['body']}>
      {facets.isShown ? (
        <FacetPanel
          settings={list.settings}
          onApply={(q) => list.set({ q })}
          onDraft={draftFilter}
          onClose={() => facets.setShown(false)}
        />
      ) : null}
      {isNarrow && facets.isShown ? null : isReadable ? (
        <ShownTraces list={list} search={search} openId={openId} />
      ) : (
        <EmptyState title="The filter cannot be read. What is wrong with it is said below it." />
      )}
    </div>
  );
}

function ShownTraces({ list, search, openId }: Omit<TraceListViewProps, 'facets'>) {
  const { settings } = list;
  const traces = useTraces(settings);
  const navigate = useNavigate();
  const scrollRef = useRef<HTMLDivElement>(null);
  const { q, range, from, to, columns, view } = search;
  const listSearch = useMemo(
    () => listSearchOf({ q, range, from, to, columns, view } as TracesSearch),
    [q, range, from, to, columns, view],
  );
  const searchOn = useSearchOn(traces);
  const selection = useSelection(traces.listId, traces.traces ?? []);
  const open = (traceId: string) =>
    void navigate({
      to: '/traces/$traceId',
      params: { traceId },
      search: listSearch,
      replace: true,
      resetScroll: false,
    });
  const showNew = () => {
    traces.showWaiting();
    scrollRef.current?.scrollTo({ top: 0 });
  };
  const resize = (id: string, width: number | null) => {
    const all = settings.columns.length > 0 ? settings.columns : defaultColumns;
    list.set({ columns: all.map((column) => (column.id === id ? { id, width } : column)) });
  };
  return (
    <div className={styles['frame']}>
      <NewPill count={traces.waitingCount} onClick={showNew} />
      <ListContent list={traces} settings={settings} onChange={list.set} isPaused={searchOn.isPaused}>
        <TraceTable
          traces={traces.traces ?? []}
          columns={settings.columns}
          onResize={resize}
          selection={selection}
          search={listSearch}
          openId={openId}
          onOpen={open}
          hasMore={traces.hasNextPage}
          onMore={searchOn.more}
          scrollRef={scrollRef}
        />
      </ListContent>
      {settings.q === '' ? null : (
        <SearchProgressBar list={traces} isPaused={searchOn.isPaused} onGoOn={searchOn.goOn} />
      )}
      <BulkBar selection={selection} list={traces} />
    </div>
  );
}

interface ListContentProps {
  list: TraceList;
  settings: ListSettings;
  onChange: (part: Partial<ListSettings>) => void;
  isPaused: boolean;
  children: ReactNode;
}

function ListContent({ list, settings, onChange, isPaused, children }: ListContentProps) {
  const { traces, error, hasNextPage } = list;
  if (traces === null && error) {
    return <ErrorState what="The traces could not be loaded" error={error} onRetry={() => void list.refetch()} />;
  }
  const isSearching = traces?.length === 0 && hasNextPage && !isPaused && !error;
  if (traces === null || isSearching) return <SkeletonRows count={20} label="Loading traces" />;
  if (traces.length > 0) return children;
  if (hasNextPage) return <EmptyState title="Nothing found so far." />;
  return <NoTraces settings={settings} onChange={onChange} />;
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
