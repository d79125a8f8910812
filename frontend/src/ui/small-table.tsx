import type { ReactNode } from 'react';
import { ScrollRegion } from './scroll-region.tsx';
import styles from './small-table.module.css';

export interface SmallColumn<T> {
  id: string;
  header: string;
  headerTip?: string;
  /** Figures are aligned at their end. */
  align?: 'end';
  cell: (row: T) => ReactNode;
}

export interface SmallTableProps<T> {
  label: string;
  /** The first names the row. */
  columns: readonly SmallColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Under the rows, in the same columns: totals. */
  total?: readonly ReactNode[];
}

/** A table of a few rows inside of a panel; it scrolls inside itself where it is too wide. */
export function SmallTable<T>({ label, columns, rows, rowKey, total }: SmallTableProps<T>) {
  const [first, ...rest] = columns;
  if (first === undefined) return null;
  return (
    <ScrollRegion label={label} className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} data-tip={column.headerTip}>
                {column.header || <span className="visually-hidden">Actions</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              <th scope="row">{first.cell(row)}</th>
              {rest.map((column) => (
                <td key={column.id} data-align={column.align}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {total === undefined ? null : (
          <tfoot>
            <tr>
              {columns.map((column, index) => (
                <td key={column.id} data-align={column.align}>
                  {total[index]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </ScrollRegion>
  );
}
