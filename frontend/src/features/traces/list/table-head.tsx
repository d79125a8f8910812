import { type PointerEvent, useRef } from 'react';
import styles from '../trace-table.module.css';
import { clampWidth } from './column-text.ts';
import type { TraceColumn } from './trace-columns.tsx';

export interface TraceTableHeadProps {
  columns: readonly TraceColumn[];
  /** The one that takes what is left of the width. */
  flexibleId: string | null;
  /** Absent where widths cannot be changed. Null gives a column its own width back. */
  onResize: ((id: string, width: number | null) => void) | null;
  /** Null where rows cannot be chosen. */
  selection: 'none' | 'some' | 'all' | null;
  onToggleAll: () => void;
}

export function TraceTableHead({ columns, flexibleId, onResize, selection, onToggleAll }: TraceTableHeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selection === null ? (
          <td className={styles['select']} />
        ) : (
          <th className={styles['select']} scope="col">
            <input
              ref={(box) => {
                if (box) box.indeterminate = selection === 'some';
              }}
              type="checkbox"
              aria-label="Select all loaded traces"
              checked={selection === 'all'}
              onChange={onToggleAll}
            />
          </th>
        )}
        {columns.map(({ id, label, width, align }) => (
          <th
            key={id}
            scope="col"
            data-column={id}
            data-align={align}
            style={id === flexibleId ? undefined : { width }}
          >
            {label}
            {onResize ? <Handle id={id} onResize={onResize} /> : null}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Drags the edge of a column; a double click gives it its own width back. The column picker does it by keyboard. */
function Handle({ id, onResize }: { id: string; onResize: (id: string, width: number | null) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const cell = (event: PointerEvent<HTMLElement>) => event.currentTarget.parentElement;
  const widthAt = (event: PointerEvent<HTMLElement>) =>
    from.current === null ? null : clampWidth(from.current.width + event.clientX - from.current.x);
  return (
    <span
      aria-hidden="true"
      className={styles['handle']}
      onDoubleClick={() => onResize(id, null)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: cell(event)?.offsetWidth ?? 0 };
      }}
      onPointerMove={(event) => {
        const width = widthAt(event);
        const head = cell(event);
        // Straight to the page: the URL changes once, at the end.
        if (width !== null && head) head.style.width = `${width}px`;
      }}
      onPointerUp={(event) => {
        const width = widthAt(event);
        const isMoved = from.current !== null && Math.abs(event.clientX - from.current.x) > 2;
        from.current = null;
        if (width !== null && isMoved) onResize(id, width);
      }}
    />
  );
}
