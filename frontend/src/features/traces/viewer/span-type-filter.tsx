import { ListFilter } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { SpanGlyph } from '../span-glyph.tsx';
import styles from './trace-toolbar.module.css';
import type { ViewerSearch } from './viewer-search.ts';

type Type = NonNullable<ViewerSearch['type']>;

export interface SpanTypeFilterProps {
  /** Those that the trace has. */
  types: readonly Type[];
  value: Type | undefined;
  onChange: (type: Type | undefined) => void;
}

/** Leaves the spans of one type, with those above them. */
export function SpanTypeFilter({ types, value, onChange }: SpanTypeFilterProps) {
  const all = { id: 'all', label: 'All types', isChosen: value === undefined, onSelect: () => onChange(undefined) };
  const each = types.map((type) => ({
    id: type,
    label: type,
    icon: <SpanGlyph type={type} />,
    isChosen: type === value,
    onSelect: () => onChange(type),
  }));
  return (
    <Menu
      label="Type of span"
      groups={[{ items: [all, ...each] }]}
      trigger={(trigger) => (
        <Button
          {...trigger}
          size="small"
          icon={<ListFilter aria-hidden="true" />}
          className={value === undefined ? undefined : styles['on']}
        >
          {value ?? 'All types'}
        </Button>
      )}
    />
  );
}
