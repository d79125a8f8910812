import { ArrowDown, ArrowUp } from 'lucide-react';
import styles from './data-table.module.css';
import type { Column, Sort } from './data-table-types.ts';

export interface TableHeadProps<T> {
  columns: readonly Column<T>[];
  sort: Sort | null;
  onSort: ((sort: Sort) => void) | undefined;
}

export function TableHead<T>({ columns, sort, onSort }: TableHeadProps<T>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : undefined;
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={direction}
              data-align={column.align}
              data-tip={column.headerTip}
              className={styles['head']}
            >
              {column.isSortable && onSort ? (
                <SortButton column={column} direction={direction} onSort={onSort} />
              ) : (
                column.header || <span className="visually-hidden">Actions</span>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface SortButtonProps<T> {
  column: Column<T>;
  direction: Sort['direction'] | undefined;
  onSort: (sort: Sort) => void;
}

function SortButton<T>({ column, direction, onSort }: SortButtonProps<T>) {
  const next = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <button type="button" className={styles['sort']} onClick={() => onSort({ column: column.id, direction: next })}>
      {column.header}
      {direction === 'ascending' ? <ArrowUp aria-hidden="true" size={12} /> : null}
      {direction === 'descending' ? <ArrowDown aria-hidden="true" size={12} /> : null}
    </button>
  );
}
