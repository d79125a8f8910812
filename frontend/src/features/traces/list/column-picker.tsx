import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ViewColumn } from '../../../../../shared/contract/saved-views.ts';
import { useProjectId } from '../../../lib/project.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { clampWidth } from './column-text.ts';
import { facetsQuery } from './facets-query.ts';
import type { ListSettings } from './list-settings.ts';
import styles from './list-tools.module.css';
import { moveColumn } from './move-column.ts';
import { choosableColumns, columnOf, defaultColumnIds } from './trace-columns.tsx';

export interface ColumnPickerProps {
  /** What the list shows; no columns: as it has them. */
  settings: ListSettings;
  onChange: (columns: readonly ViewColumn[]) => void;
}

export const defaultColumns: readonly ViewColumn[] = defaultColumnIds.map((id) => ({ id, width: null }));

/** Which columns the list has, in which order, how wide. */
export function ColumnPicker({ settings, onChange }: ColumnPickerProps) {
  const { columns } = settings;
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const shown = columns.length > 0 ? columns : defaultColumns;
  return (
    <>
      <button
        ref={ref}
        type="button"
        className={styles['trigger']}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Columns3 aria-hidden="true" size={14} />
        Columns
      </button>
      {isOpen ? (
        <Popover anchorRef={ref} onClose={() => setIsOpen(false)} align="end">
          <div className={styles['columns']} role="dialog" aria-label="Columns">
            <p className={styles['columnsHead']} aria-hidden="true">
              <span>Shown</span>
              <span>Width in px</span>
            </p>
            <ChosenColumns columns={shown} onChange={onChange} />
            <OtherColumns columns={shown} settings={settings} onChange={onChange} />
            <Button size="small" variant="quiet" disabled={columns.length === 0} onClick={() => onChange([])}>
              As they were
            </Button>
          </div>
        </Popover>
      ) : null}
    </>
  );
}

interface PartProps extends Pick<ColumnPickerProps, 'onChange'> {
  columns: readonly ViewColumn[];
}

function ChosenColumns({ columns, onChange }: PartProps) {
  const resize = (id: string, width: number | null) =>
    onChange(columns.map((column) => (column.id === id ? { id, width } : column)));
  return (
    <ul className={styles['columnList']} aria-label="Shown">
      {columns.map(({ id, width }, index) => {
        const column = columnOf(id);
        const label = column?.label ?? id;
        return (
          <li key={id} className={styles['column']}>
            <label>
              <input
                type="checkbox"
                checked
                disabled={columns.length === 1}
                onChange={() => onChange(columns.filter((each) => each.id !== id))}
              />
              <span className={styles['columnName']}>{label}</span>
            </label>
            <input
              type="number"
              aria-label={`Width of ${label} in pixels`}
              className={styles['width']}
              placeholder={String(column?.width ?? '')}
              value={width ?? ''}
              min={40}
              max={1200}
              step={20}
              onChange={({ target }) => resize(id, target.value === '' ? null : clampWidth(Number(target.value)))}
            />
            <IconButton
              label={`Move ${label} up`}
              size="small"
              disabled={index === 0}
              onClick={() => onChange(moveColumn(columns, id, -1))}
            >
              <ArrowUp aria-hidden="true" size={14} />
            </IconButton>
            <IconButton
              label={`Move ${label} down`}
              size="small"
              disabled={index === columns.length - 1}
              onClick={() => onChange(moveColumn(columns, id, 1))}
            >
              <ArrowDown aria-hidden="true" size={14} />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}

function OtherColumns({ columns, settings, onChange }: PartProps & ColumnPickerProps) {
  const { data } = useQuery(facetsQuery(useProjectId(), settings));
  const namesOf = (field: 'metadata' | 'score') => data?.facets[field]?.map(({ value }) => value) ?? [];
  const names = { metadata: namesOf('metadata'), score: namesOf('score') };
  const others = choosableColumns(names, columns).filter(({ id }) => columns.every((column) => column.id !== id));
  return (
    <ul className={styles['columnList']} aria-label="Not shown">
      {others.map(({ id, label }) => (
        <li key={id} className={styles['column']}>
          <label>
            <input type="checkbox" checked={false} onChange={() => onChange([...columns, { id, width: null }])} />
            <span className={styles['columnName']}>{label}</span>
            <span className={styles['kind']}>{kindOf(id)}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function kindOf(id: string): string | null {
  if (id.startsWith('metadata.')) return 'metadata';
  return id.startsWith('score.') ? 'score' : null;
}
