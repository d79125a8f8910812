import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { mostTelling } from '../most-telling.ts';
import type { Forest, SpanNode } from './span-forest.ts';
import { parseViewerSearch, type ViewerSearch } from './viewer-search.ts';

/** What the address says is shown, and how to change it: of the trace list, or of another page that shows a trace. */
export function useViewerSearch(): [ViewerSearch, (part: ViewerSearch) => void] {
  const all = useSearch({ strict: false });
  const search = useMemo(() => parseViewerSearch(all), [all]);
  const navigate = useNavigate();
  const show = (part: ViewerSearch) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...part }), replace: !opens(part), resetScroll: false });
  return [search, show];
}

/** A view or a comparison takes the place of what was read: Back leads there again. */
const opens = (part: ViewerSearch) => 'show' in part || 'compare' in part;

/**
 * The span that the address names, else what a reader most likely came for. That stays what it is while more spans arrive,
 * unless it was only the best of nothing.
 */
export function useSelectedSpan(forest: Forest, { span, tab }: ViewerSearch): SpanNode | null {
  const [chosen, setChosen] = useState<{ id: string; tab: ViewerSearch['tab'] } | null>(null);
  const named = span === undefined ? undefined : forest.nodes.get(span);
  if (named) return named;
  const known = chosen?.tab === tab ? forest.nodes.get(chosen?.id ?? '') : undefined;
  if (known) return known;
  const telling = mostTelling(forest.nodes, tab);
  if (telling) setChosen({ id: telling.span.spanId, tab });
  return telling;
}
