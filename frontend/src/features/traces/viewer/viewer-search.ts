import { spanTypes } from '../../../../../shared/contract/span.ts';
import { compact, flagOf, oneOf, textOf } from '../../../lib/read-search.ts';

export const traceViews = ['timeline', 'graph', 'conversation', 'logs', 'scores'] as const;
export type TraceView = (typeof traceViews)[number];

/** Of the graph: drawn, or as figures. */
export const graphForms = ['graph', 'table'] as const;
export type GraphForm = (typeof graphForms)[number];

export const spanTabs = ['content', 'details', 'attributes', 'decision', 'raw'] as const;
export type SpanTab = (typeof spanTabs)[number];

/** What is shown of an open trace. */
export function parseViewerSearch(search: Record<string, unknown>) {
  return compact({
    span: textOf(search['span']),
    tab: oneOf(search['tab'], spanTabs),
    full: flagOf(search['full']),
    show: oneOf(search['show'], traceViews),
    form: oneOf(search['form'], graphForms),
    find: textOf(search['find']),
    type: oneOf(search['type'], spanTypes),
    errors: flagOf(search['errors']),
    critical: flagOf(search['critical']),
    gaps: flagOf(search['gaps']),
    compare: traceIdOf(search['compare']),
  });
}
export type ViewerSearch = ReturnType<typeof parseViewerSearch>;

function traceIdOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^[0-9a-f]{32}$/.test(text) ? text : undefined;
}

/** The rest of the address: the filters of the list that the trace was opened from. */
export function withoutViewer<T extends ViewerSearch>(search: T): Omit<T, keyof ViewerSearch> {
  const { span: _, tab: __, full: ___, show: _4, find: _5, type: _6, errors: _7, ...rest } = search;
  const { critical: _8, gaps: _9, compare: _10, form: _11, ...filters } = rest;
  return filters as Omit<T, keyof ViewerSearch>;
}
