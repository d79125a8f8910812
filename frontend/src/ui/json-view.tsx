import { ChevronDown, ChevronRight, ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import {
  entriesAtOnce,
  type JsonFold,
  type JsonRow,
  jsonContainers,
  jsonPreview,
  jsonRows,
  mostRows,
} from './json-rows.ts';
import styles from './json-view.module.css';
import { ScrollBlock } from './scroll-region.tsx';

export interface JsonViewProps {
  value: unknown;
  /** What it is: "Input as JSON". Read out; shown where `title` is set. */
  label: string;
  title?: string;
  /** CSS length; what is longer scrolls inside. */
  maxHeight?: string;
}

const untouched: JsonFold = { toggled: new Map(), shown: new Map() };
/** Longer texts show their beginning at first. */
const shownCharacters = 1200;

/** JSON that can be folded; text in it keeps its lines. Copying gives all of it, or one part. */
export function JsonView({ value, label, title, maxHeight }: JsonViewProps) {
  const [fold, setFold] = useState(untouched);
  const rows = useMemo(() => jsonRows(value, fold), [value, fold]);
  const canFold = rows.some(({ kind, depth }) => kind === 'closed' || (kind === 'open' && depth > 0));
  const foldAll = (isOpen: boolean) =>
    setFold({ ...fold, toggled: new Map(jsonContainers(value).map((id) => [id, isOpen || id === ''])) });
  const toggle = ({ id, kind }: JsonRow) =>
    setFold({ ...fold, toggled: new Map(fold.toggled).set(id, kind === 'closed') });
  const showMore = ({ id }: JsonRow) =>
    setFold({ ...fold, shown: new Map(fold.shown).set(id, (fold.shown.get(id) ?? entriesAtOnce) + entriesAtOnce) });
  const said = `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return (
    <figure className={styles['block']}>
      {title === undefined ? null : <figcaption className={styles['title']}>{title}</figcaption>}
      <div className={styles['tools']}>
        {canFold ? (
          <>
            <IconButton label={`Open all of ${said}`} size="small" onClick={() => foldAll(true)}>
              <ChevronsUpDown aria-hidden="true" size={14} />
            </IconButton>
            <IconButton label={`Close all of ${said}`} size="small" onClick={() => foldAll(false)}>
              <ChevronsDownUp aria-hidden="true" size={14} />
            </IconButton>
          </>
        ) : null}
        <CopyButton text={() => JSON.stringify(value, null, 2)} label={`Copy ${said}`} />
      </div>
      <ScrollBlock label={label} className={styles['scroll']} style={maxHeight ? { maxHeight } : undefined}>
        <div className={styles['rows']}>
          {rows.map((row) => (
            <Row key={keyOf(row)} row={row} onToggle={toggle} onMore={showMore} />
          ))}
        </div>
        {rows.length < mostRows ? null : (
          <p className={styles['cut']}>The rest is not drawn; copying gives all of it.</p>
        )}
      </ScrollBlock>
    </figure>
  );
}

/** Opened or closed it is the same row: the focus stays on its button. */
const keyOf = ({ kind, id }: JsonRow) => (kind === 'more' ? `${id} more` : id);

interface RowProps {
  row: JsonRow;
  onToggle: (row: JsonRow) => void;
  onMore: (row: JsonRow) => void;
}

function Row({ row, onToggle, onMore }: RowProps) {
  const { kind, depth, name, value, count } = row;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const indent = { paddingLeft: 8 + depth * 14 };
  const key = name === null ? null : <span className={styles['key']}>{`${name}: `}</span>;
  switch (kind) {
    case 'value':
      return (
        <div className={styles['row']} style={indent}>
          <span className={styles['blank']} />
          <span>
            {key}
            <Value value={value} />
          </span>
        </div>
      );
    case 'end':
      return (
        <div className={styles['row']} style={indent}>
          <span className={styles['blank']} />
          {close}
        </div>
      );
    case 'more':
      return (
        <div className={styles['row']} style={indent}>
          <button type="button" className={styles['more']} onClick={() => onMore(row)}>
            {`Show the next of ${count} more`}
          </button>
        </div>
      );
    case 'open':
    case 'closed':
      return (
        <div className={styles['row']} style={indent}>
          <button
            type="button"
            className={styles['toggle']}
            aria-expanded={kind === 'open'}
            onClick={() => onToggle(row)}
          >
            {kind === 'open' ? (
              <ChevronDown aria-hidden="true" size={12} />
            ) : (
              <ChevronRight aria-hidden="true" size={12} />
            )}
            <span className={styles['summary']}>
              {key}
              {kind === 'open' ? open : jsonPreview(value)}
            </span>
            {kind === 'closed' ? <span className={styles['count']}>{count}</span> : null}
          </button>
          {depth > 0 ? (
            <span className={styles['copy']}>
              <CopyButton text={() => JSON.stringify(value, null, 2)} label={`Copy ${name ?? 'this entry'}`} />
            </span>
          ) : null}
        </div>
      );
  }
}

function Value({ value }: { value: unknown }) {
  const [isWhole, setIsWhole] = useState(false);
  if (typeof value !== 'string') {
    const kind = value === null || typeof value === 'object' ? 'none' : 'scalar';
    return <span className={styles[kind]}>{JSON.stringify(value) ?? 'undefined'}</span>;
  }
  if (isWhole || value.length <= shownCharacters) return <span className={styles['string']}>{`"${value}"`}</span>;
  return (
    <>
      <span className={styles['string']}>{`"${value.slice(0, shownCharacters)}…`}</span>{' '}
      <button type="button" className={styles['more']} onClick={() => setIsWhole(true)}>
        {`Show all ${value.length.toLocaleString('en-US')} characters`}
      </button>
    </>
  );
}
