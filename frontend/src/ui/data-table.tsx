import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useRef } from 'react';
import styles from './data-table.module.css';
import { TableCards } from './data-table-cards.tsx';
import { TableHead } from './data-table-head.tsx';
import type { Column, DataTableProps } from './data-table-types.ts';
import { isOwnClick } from './is-own-click.ts';
import { ScrollRegion } from './scroll-region.tsx';
import { useIsNarrow } from './use-media.ts';
import { useTableKeys } from './use-table-keys.ts';

export type { Column, DataTableProps, Sort } from './data-table-types.ts';

const rowHeight = 32;
const headHeight = 32;

/** A table that shows only the rows in view, so 10,000 of them scroll like ten; cards on small screens. */
export function DataTable<T>(props: DataTableProps<T>) {
  return useIsNarrow() ? <TableCards {...props} /> : <VirtualTable {...props} />;
}

function VirtualTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, rowKey, onOpen, selectedKey = null } = props;
  const scrollRef = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: headHeight,
  });
  const { active, setActive } = useTableKeys({ ...props, scrollTo: virtualizer.scrollToIndex });
  const items = virtualizer.getVirtualItems();
  const before = items.at(0)?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const minWidth = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <ScrollRegion ref={scrollRef} label={label} className={styles['scroll']}>
      <table className={styles['table']} style={{ minWidth }} aria-label={label} aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={column.isFlexible ? undefined : { width: column.width }} />
          ))}
        </colgroup>
        <TableHead columns={columns} sort={props.sort ?? null} onSort={props.onSort} />
        <tbody>
          <Spacer height={before} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <tr
                key={key}
                data-row={index}
                aria-rowindex={index + 2}
                className={styles['row']}
                data-active={index === active}
                data-selected={key === selectedKey}
                data-openable={onOpen !== undefined}
                tabIndex={-1}
                onClick={(event) => {
                  if (onOpen === undefined || isOwnClick(event)) return;
                  setActive(index);
                  onOpen(row);
                }}
              >
                <Cells columns={columns} row={row} />
              </tr>
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
      {props.footer ? <div className={styles['footer']}>{props.footer}</div> : null}
    </ScrollRegion>
  );
}

interface CellsProps<T> {
  columns: readonly Column<T>[];
  row: T;
}

/** A row that only moves, because others came before it, keeps its cells. */
const Cells = memo(function Cells<T>({ columns, row }: CellsProps<T>) {
  return columns.map((column) => (
    <td key={column.id} className={styles['cell']} data-align={column.align}>
      {column.cell(row)}
    </td>
  ));
}) as <T>(props: CellsProps<T>) => ReactNode;

function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr style={{ height }} /> : null;
}
