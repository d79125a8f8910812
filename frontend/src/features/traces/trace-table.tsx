import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useMemo } from 'react';
import type { ViewColumn } from '../../../../shared/contract/saved-views.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { useIsNarrow } from '../../ui/use-media.ts';
import { shownColumns, widthStep } from './list/shown-columns.ts';
import { TraceTableHead } from './list/table-head.tsx';
import type { TraceColumn } from './list/trace-columns.tsx';
import { useElementWidth } from './list/use-element-width.ts';
import type { RowSelection } from './list/use-selection.ts';
import { useTraceHref } from './list/use-trace-href.ts';
import { revealRow } from './reveal-row.ts';
import { TraceRow } from './trace-row.tsx';
import styles from './trace-table.module.css';
import type { TracesSearch } from './traces-search.ts';
import { useRowKeys } from './use-row-keys.ts';

export interface TraceTableProps {
  traces: readonly TraceSummary[];
  /** Those chosen; none: as the list has them. */
  columns?: readonly ViewColumn[];
  /** Without it the widths stay as they are. */
  onResize?: (id: string, width: number | null) => void;
  /** Without it rows cannot be chosen. */
  selection?: RowSelection;
  search: TracesSearch;
  /** The trace that the panel shows. */
  openId: string | null;
  onOpen: (traceId: string) => void;
  hasMore: boolean;
  onMore: () => void;
  scrollRef: RefObject<HTMLDivElement | null>;
}

/** The same as in the style sheet. */
const [rowHeight, cardHeight] = [32, 72];
/** Rows below the last visible one at which the next page is fetched. */
const fetchAhead = 30;
const selectWidth = 48;
const noColumns: readonly ViewColumn[] = [];

/** The list, of which only what is in view is in the document. */
export function TraceTable(props: TraceTableProps) {
  const {
    traces,
    selection = null,
    columns: chosen = noColumns,
    search,
    openId,
    onOpen,
    hasMore,
    onMore,
    scrollRef,
  } = props;
  const isNarrow = useIsNarrow();
  const height = isNarrow ? cardHeight : rowHeight;
  const virtualizer = useVirtualizer({
    count: traces.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => traces[index]?.traceId ?? index,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows become cards
  useEffect(() => virtualizer.measure(), [height]);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= traces.length - fetchAhead) onMore();
  }, [hasMore, last, traces.length, onMore]);
  const { currentId, onKeyDown, onFocus } = useRowKeys({
    traces,
    openId,
    onOpen,
    onSelect: selection?.toggle ?? null,
    reveal: (index) => revealRow(scrollRef.current, index, height, isNarrow ? 0 : rowHeight),
  });
  const hrefOf = useTraceHref(search);
  const navigate = useNavigate();
  const follow = useCallback(
    (traceId: string) => void navigate({ to: '/traces/$traceId', params: { traceId }, search, resetScroll: false }),
    [navigate, search],
  );
  const columns = useShownColumns(chosen, scrollRef, isNarrow);
  const flexibleId = flexibleOf(columns, chosen);
  const minWidth = columns.reduce((sum, { width }) => sum + width, selectWidth);
  const above = items.at(0)?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={scrollRef} className={styles['scroll']}>
      <table
        aria-label="Traces"
        aria-rowcount={hasMore ? -1 : traces.length + 1}
        className={styles['table']}
        style={isNarrow ? undefined : { minWidth }}
      >
        <TraceTableHead
          columns={columns}
          flexibleId={flexibleId}
          onResize={props.onResize ?? null}
          selection={selection && selectionState(selection, traces.length)}
          onToggleAll={() => selection?.toggleAll()}
        />
        <tbody onKeyDown={onKeyDown} onFocus={onFocus}>
          <Spacer height={above} />
          {items.map(({ index }) => {
            const trace = traces[index];
            return trace ? (
              <TraceRow
                key={trace.traceId}
                trace={trace}
                index={index}
                columns={columns}
                hrefOf={hrefOf}
                onFollow={follow}
                isOpen={trace.traceId === openId}
                isCurrent={trace.traceId === currentId}
                isSelected={selection?.ids.has(trace.traceId) ?? false}
                onSelect={selection?.toggle ?? null}
              />
            ) : null;
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  );
}

function useShownColumns(
  chosen: readonly ViewColumn[],
  ref: RefObject<HTMLElement | null>,
  isNarrow: boolean,
): readonly TraceColumn[] {
  const width = useElementWidth(ref);
  const step = isNarrow ? 'card' : widthStep(width);
  return useMemo(() => shownColumns(chosen, step), [chosen, step]);
}

/** The first text whose width nobody chose takes what is left. */
function flexibleOf(columns: readonly TraceColumn[], chosen: readonly ViewColumn[]): string | null {
  const isFree = (id: string) => chosen.every((column) => column.id !== id || column.width === null);
  const ids = ['name', 'output', 'input', 'model', 'tags'];
  return ids.find((id) => isFree(id) && columns.some((column) => column.id === id)) ?? null;
}

function selectionState({ ids }: RowSelection, count: number): 'none' | 'some' | 'all' {
  if (ids.size === 0) return 'none';
  return ids.size >= count ? 'all' : 'some';
}

/** Stands for the rows that are not in the document. */
function Spacer({ height }: { height: number }) {
  return height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row takes no focus
    <tr aria-hidden="true" className={styles['spacer']} style={{ height }}>
      <td />
    </tr>
  ) : null;
}
