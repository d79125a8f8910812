import { type MouseEvent, memo } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { isOwnClick } from '../../ui/is-own-click.ts';
import type { TraceColumn } from './list/trace-columns.tsx';
import styles from './trace-table.module.css';

export interface TraceRowProps {
  trace: TraceSummary;
  /** From 0, in the whole list. */
  index: number;
  columns: readonly TraceColumn[];
  hrefOf: (traceId: string) => string;
  onFollow: (traceId: string) => void;
  isOpen: boolean;
  /** The one row that the tab key reaches. */
  isCurrent: boolean;
  isSelected: boolean;
  /** Null where rows cannot be chosen. */
  onSelect: ((traceId: string, isRange: boolean) => void) | null;
}

export const traceRowId = (traceId: string) => `trace-${traceId}`;

/** One trace. The link covers the row; the checkbox and figures lie above it. */
export const TraceRow = memo(function TraceRow(props: TraceRowProps) {
  const { trace, index, columns, hrefOf, onFollow, isOpen, isCurrent, isSelected, onSelect } = props;
  return (
    // What explains itself on hover lies above the link; the link takes the keys.
    <tr
      onClick={(event) => {
        if (isPlainClick(event) && !isOwnClick(event)) onFollow(trace.traceId);
      }}
      aria-rowindex={index + 2}
      className={styles['row']}
      data-open={isOpen || undefined}
      data-selected={isSelected || undefined}
      data-selectable={onSelect !== null || undefined}
    >
      <td className={styles['select']}>
        {onSelect === null ? null : (
          // In a card it is as large as a finger.
          <label className={styles['check']}>
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={`Select ${trace.name || 'trace without a name'}`}
              checked={isSelected}
              // The click tells whether shift was held; React wants to hear of the change.
              onChange={() => undefined}
              onClick={(event) => {
                onSelect(trace.traceId, event.shiftKey);
                // Keys typed in a field are its own: the row goes on with them.
                document.getElementById(traceRowId(trace.traceId))?.focus({ preventScroll: true });
              }}
            />
          </label>
        )}
        {/* biome-ignore lint/a11y/useAnchorContent: the name is in a cell of its own */}
        <a
          id={traceRowId(trace.traceId)}
          href={hrefOf(trace.traceId)}
          onClick={(event) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            onFollow(trace.traceId);
          }}
          className={styles['link']}
          tabIndex={isCurrent ? 0 : -1}
          aria-label={trace.name || 'Trace without a name'}
          aria-current={isOpen || undefined}
        />
      </td>
      {columns.map((column) => (
        <td key={column.id} data-column={column.id} data-align={column.align} data-muted={column.isMuted}>
          {column.cell(trace)}
        </td>
      ))}
    </tr>
  );
});

/** With a key it opens a tab or a window, which is the browser's. */
function isPlainClick({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
}
