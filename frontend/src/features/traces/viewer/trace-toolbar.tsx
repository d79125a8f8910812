import { ChevronDown, ChevronsDownUp, ChevronsUpDown, ChevronUp } from 'lucide-react';
import { useCallback } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { SpanTypeFilter } from './span-type-filter.tsx';
import styles from './trace-toolbar.module.css';
import type { ViewerSearch } from './viewer-search.ts';

export interface TraceToolbarProps {
  search: ViewerSearch;
  show: (part: ViewerSearch) => void;
  onFind: (text: string | undefined) => void;
  types: readonly NonNullable<ViewerSearch['type']>[];
  hitCount: number;
  /** Which hit is selected, from 1; 0 for none. */
  hitPosition: number;
  /** By 0 to the one that is selected. */
  onHit: (by: 1 | 0 | -1) => void;
  onCollapseAll: () => void;
  onExpandAll: () => void;
}

/** Above the waterfall: search inside the trace, filters, and what is marked. */
export function TraceToolbar(props: TraceToolbarProps) {
  const { search, show, hitCount, onFind, onHit } = props;
  const setFind = useCallback((find: string) => onFind(find === '' ? undefined : find), [onFind]);
  const goToHit = () => onHit(props.hitPosition === 0 ? 1 : 0);
  const toggle = (name: 'errors' | 'critical' | 'gaps') => show({ [name]: search[name] ? undefined : true });
  useShortcut('n', () => onHit(1), hitCount > 0);
  useShortcut('shift+n', () => onHit(-1), hitCount > 0);
  useShortcut('c', () => toggle('critical'));
  useShortcut('e', () => toggle('errors'));
  return (
    <search className={styles['bar']} aria-label="In this trace">
      <SearchField label="Search in this trace" value={search.find ?? ''} onChange={setFind} onEnter={goToHit} />
      {search.find === undefined ? null : <Hits {...props} />}
      <SpanTypeFilter types={props.types} value={search.type} onChange={(type) => show({ type })} />
      <Toggle isOn={search.errors === true} tip="Only spans that failed (e)" onClick={() => toggle('errors')}>
        Errors
      </Toggle>
      <Toggle
        isOn={search.critical === true}
        tip="Mark the spans that decide when the trace ends (c)"
        onClick={() => toggle('critical')}
      >
        Critical path
      </Toggle>
      <Toggle
        isOn={search.gaps === true}
        tip="Mark the time in spans that none of their children covers"
        onClick={() => toggle('gaps')}
      >
        Gaps
      </Toggle>
      <IconButton label="Collapse all" size="small" onClick={props.onCollapseAll}>
        <ChevronsDownUp aria-hidden="true" size={16} />
      </IconButton>
      <IconButton label="Expand all" size="small" onClick={props.onExpandAll}>
        <ChevronsUpDown aria-hidden="true" size={16} />
      </IconButton>
    </search>
  );
}

function Hits({ hitCount, hitPosition, onHit }: TraceToolbarProps) {
  return (
    <span className={styles['hits']}>
      <output>{hitCount === 0 ? 'No hits' : `${hitPosition === 0 ? '–' : hitPosition} of ${hitCount}`}</output>
      <IconButton label="Previous hit" shortcut="N" size="small" disabled={hitCount === 0} onClick={() => onHit(-1)}>
        <ChevronUp aria-hidden="true" size={16} />
      </IconButton>
      <IconButton label="Next hit" shortcut="n" size="small" disabled={hitCount === 0} onClick={() => onHit(1)}>
        <ChevronDown aria-hidden="true" size={16} />
      </IconButton>
    </span>
  );
}

function Toggle(props: { isOn: boolean; tip: string; onClick: () => void; children: string }) {
  return (
    <Button
      size="small"
      aria-pressed={props.isOn}
      data-tip={props.tip}
      className={props.isOn ? styles['on'] : undefined}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}
