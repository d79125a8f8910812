import { useMemo } from 'react';
import type { Span } from '../../../../../shared/contract/span.ts';
import { formatCount } from '../../../lib/figures/format-count.ts';
import { Banner } from '../../../ui/states.tsx';
import { SpanTree } from '../span-tree.tsx';
import type { LoadedTrace } from '../use-trace.ts';
import { CriticalList } from './critical-list.tsx';
import { segmentsByNode } from './critical-path.ts';
import { findSpans, hitToSelect } from './find-spans.ts';
import { GapList } from './gap-list.tsx';
import type { Forest, SpanNode } from './span-forest.ts';
import { TraceToolbar } from './trace-toolbar.tsx';
import styles from './trace-views.module.css';
import { useCollapsed } from './use-collapsed.ts';
import type { ViewerSearch } from './viewer-search.ts';

export interface TimelineViewProps {
  loaded: LoadedTrace;
  selected: SpanNode | null;
  search: ViewerSearch;
  show: (part: ViewerSearch) => void;
}

/** The tree with its waterfall, and everything to find one's way in it. */
export function TimelineView({ loaded, selected, search, show }: TimelineViewProps) {
  const { forest, whole, isComplete } = loaded;
  const { find, type, errors } = search;
  const { hits, kept } = useMemo(
    () => findSpans(forest, { find, type, errors }, whole),
    [forest, find, type, errors, whole],
  );
  const types = useMemo(() => typesOf(forest), [forest]);
  const { collapsed, toggle, collapseAll, expandAll, reveal } = useCollapsed(forest);
  const showsCritical = search.critical === true;
  const critical = useMemo(() => (showsCritical ? segmentsByNode(forest) : null), [forest, showsCritical]);
  const at = selected === null ? -1 : hits.indexOf(selected);
  const select = (node: SpanNode | undefined) => {
    if (!node) return;
    reveal(node);
    show({ span: node.span.spanId });
  };
  const lookFor = (text: string | undefined) => {
    const hit = text === undefined ? null : hitToSelect(forest, { find: text, type, errors }, whole, selected);
    if (hit) reveal(hit);
    show({ find: text, ...(hit ? { span: hit.span.spanId } : {}) });
  };
  return (
    <>
      <TraceToolbar
        search={search}
        show={show}
        onFind={lookFor}
        types={types}
        hitCount={find === undefined ? 0 : hits.length}
        hitPosition={at + 1}
        onHit={(by) => select(hits.at(at < 0 && by < 0 ? -1 : (at + by) % hits.length))}
        onCollapseAll={collapseAll}
        onExpandAll={expandAll}
      />
      {find !== undefined && whole === null ? <PartlySearched isComplete={isComplete} /> : null}
      {isComplete ? <MissingParents forest={forest} /> : null}
      {kept?.size === 0 ? <p>No span of this trace matches.</p> : null}
      <SpanTree
        forest={forest}
        isLoading={!isComplete}
        kept={kept}
        hits={find === undefined ? [] : hits}
        find={find ?? null}
        selected={selected}
        collapsed={collapsed}
        critical={critical}
        showsGaps={search.gaps === true}
        onSelect={(span) => show({ span })}
        onToggle={toggle}
      />
      {critical ? <CriticalList path={critical} onSelect={select} /> : null}
      {search.gaps ? <GapList forest={forest} onSelect={select} /> : null}
    </>
  );
}

function typesOf({ nodes }: Forest): Span['type'][] {
  const types = new Set<Span['type']>();
  for (const { span } of nodes.values()) types.add(span.type);
  return [...types].sort();
}

/** No hit in a large trace does not mean that it does not say it. */
function PartlySearched({ isComplete }: { isComplete: boolean }) {
  return (
    <p className={styles['none']}>
      {isComplete ? '' : 'As far as the trace is loaded. '}
      In a trace of this size only names, types, models, errors, events and the beginnings of inputs and outputs are
      searched.
    </p>
  );
}

/** Which part of the trace is not here. A single root whose parent is elsewhere is where the trace enters the project. */
function MissingParents({ forest }: { forest: Forest }) {
  const orphans = forest.roots.filter(({ isOrphan }) => isOrphan).length;
  if (orphans === 0 || forest.roots.length === 1) return null;
  const spans = orphans === 1 ? 'One span names' : `${formatCount(orphans).exact} spans name`;
  return (
    <Banner tone="caution">
      {`${spans} a parent that is not in this trace, marked ⤴: it is still on its way, or was never sent.`}
    </Banner>
  );
}
