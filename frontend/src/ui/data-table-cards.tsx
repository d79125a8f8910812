import styles from './data-table.module.css';
import type { Column, DataTableProps } from './data-table-types.ts';
import { isOwnClick } from './is-own-click.ts';

/** The same rows where a table does not fit: a title and the facts that matter. */
export function TableCards<T>({ label, columns, rows, rowKey, onOpen, selectedKey, footer }: DataTableProps<T>) {
  const titles = columns.filter((column) => column.card === 'title');
  const facts = columns.filter((column) => column.card === 'fact');
  const actions = columns.filter((column) => column.header === '');
  return (
    <div className={styles['scroll']}>
      <ul className={styles['cards']} aria-label={label}>
        {rows.map((row) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the title of a card holds a link or a button
          <li
            key={rowKey(row)}
            className={styles['card']}
            data-selected={rowKey(row) === selectedKey}
            onClick={(event) => {
              if (onOpen !== undefined && !isOwnClick(event)) onOpen(row);
            }}
          >
            <div className={styles['cardTitle']}>
              <CellsOf columns={titles} row={row} />
              <span className={styles['cardActions']}>
                <CellsOf columns={actions} row={row} />
              </span>
            </div>
            <dl className={styles['facts']}>
              {facts
                .filter(({ isOnCard = () => true }) => isOnCard(row))
                .map((column) => (
                  <div key={column.id}>
                    <dt>{column.header}</dt>
                    <dd>{column.cell(row)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
      {footer ? <div className={styles['footer']}>{footer}</div> : null}
    </div>
  );
}

function CellsOf<T>({ columns, row }: { columns: readonly Column<T>[]; row: T }) {
  return columns.map((column) => <span key={column.id}>{column.cell(row)}</span>);
}
