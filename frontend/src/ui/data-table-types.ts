import type { ReactNode } from 'react';

export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}

export interface Column<T> {
  id: string;
  header: string;
  /** Explains the column on hover. */
  headerTip?: string;
  /** On a card: whether a row has it at all. A row of dashes tells less than no row. */
  isOnCard?: (row: T) => boolean;
  /** Pixels; for the flexible column, the least. */
  width: number;
  /** Takes what is left; one column of a table. */
  isFlexible?: boolean;
  /** Figures are aligned at their end. */
  align?: 'end';
  isSortable?: boolean;
  cell: (row: T) => ReactNode;
  /** On small screens: the card's title, one of its facts (up to three read well), or nothing (the default). */
  card?: 'title' | 'fact';
}

export interface DataTableProps<T> {
  /** What the rows are: "API keys". */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** A click, or enter on the highlighted row. Links and buttons in cells keep their own clicks. */
  onOpen?: (row: T) => void;
  /** The row whose details are shown. */
  selectedKey?: string | null;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** Under the last row: "Load more", or a note. */
  footer?: ReactNode;
}
