import { spanStatuses } from '../../../../shared/contract/span.ts';
import { formatExact } from '../../../../shared/trace-filter/format-filter.ts';
import { compact, oneOf, textOf } from '../../lib/read-search.ts';
import { isLength } from './list/time-range.ts';
import { parseViewerSearch } from './viewer/viewer-search.ts';

/** The filters of the list and, for an open trace, what is shown of it. What is malformed drops out. */
export function parseTracesSearch(search: Record<string, unknown>) {
  const view = textOf(search['view']);
  return compact({
    q: filterOf(search, view !== undefined),
    range: lengthOf(search['range']),
    from: timeOf(search['from']),
    to: timeOf(search['to']),
    columns: typeof search['columns'] === 'string' ? search['columns'] : undefined,
    view,
    ...parseViewerSearch(search),
  });
}
export type TracesSearch = ReturnType<typeof parseTracesSearch>;

/** An empty filter says something only where a view has one. */
function filterOf(search: Record<string, unknown>, hasView: boolean): string | undefined {
  const q = search['q'];
  if (q === '' && hasView) return '';
  return textOf(q) ?? formerFilter(textOf(search['model']), oneOf(search['status'], spanStatuses));
}

/** Links from before there was a filter language. */
function formerFilter(
  model: string | undefined,
  status: (typeof spanStatuses)[number] | undefined,
): string | undefined {
  const terms = [
    ...(model === undefined ? [] : [formatExact('model', model)]),
    ...(status === undefined ? [] : [formatExact('status', status)]),
  ];
  return terms.length === 0 ? undefined : terms.join(' ');
}

function lengthOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && isLength(text) ? text : undefined;
}

function timeOf(value: unknown): string | undefined {
  const at = new Date(textOf(value) ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What stays in the URL when a trace is opened or closed: what belongs to the list. */
export function listSearchOf({ q, range, from, to, columns, view }: TracesSearch): TracesSearch {
  return compact({ q, range, from, to, columns, view });
}

/** The list shows something else; the trace that is open beside it stays as it is shown. */
export function withListSearch(search: TracesSearch, listSearch: TracesSearch): TracesSearch {
  return { ...parseViewerSearch(search), ...listSearch };
}
