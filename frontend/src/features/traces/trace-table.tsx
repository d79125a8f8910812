import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { useIsNarrow } from '../../ui/use-media.ts';
import { revealRow } from './reveal-row.ts';
import { TraceRow } from './trace-row.tsx';
import styles from './trace-table.module.css';
import type { TracesSearch } from './traces-search.ts';
import { useRowKeys } from './use-row-keys.ts';

export interface TraceTableProps {
  traces: readonly TraceSummary[];
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

/** The list, of which only what is in view is in the document. */
export function TraceTable({ traces, search, openId, onOpen, hasMore, onMore, scrollRef }: TraceTableProps) {
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
  const { currentId, onKeyDown } = useRowKeys({
    traces,
    openId,
    onOpen,
    reveal: (index) => revealRow(scrollRef.current, index, height, isNarrow ? 0 : rowHeight),
  });
  const above = items.at(0)?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={scrollRef} className={styles['scroll']}>
      <table aria-label="Traces" aria-rowcount={hasMore ? -1 : traces.length + 1} className={styles['table']}>
        <TableHead />
        <tbody onKeyDown={onKeyDown}>
          <Spacer height={above} />
          {items.map(({ index }) => {
            const trace = traces[index];
            return trace ? (
              <TraceRow
                key={trace.traceId}
                trace={trace}
                index={index}
                search={search}
                isOpen={trace.traceId === openId}
                isCurrent={trace.traceId === currentId}
              />
            ) : null;
          })}
          <Spacer height={below} />
        </tbody>
      </table>
    </div>
  );
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

const columns = [
  ['time', 'Time'],
  ['name', 'Name'],
  ['status', 'Status'],
  ['model', 'Model'],
  ['duration', 'Duration'],
  ['firstToken', 'First token'],
  ['tokens', 'Tokens'],
  ['cost', 'Cost'],
] as const;

function TableHead() {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(([id, name]) => (
          <th key={id} scope="col" className={styles[id]}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
