import type { TraceSummary } from '../contract/span.ts';
import { everything, type Filter } from '../trace-filter/filter.ts';
import { createTraceMatcher } from '../trace-filter/match-trace.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { batchGet, batchGetSize } from './batch-get.ts';
import type { Page } from './page-cursor.ts';
import { metaKey } from './trace-keys.ts';
import { summaryOfItem } from './trace-meta.ts';
import { needsSpans, type SearchStep, searchTraces, summaryAttributes, type TraceSearchPorts } from './trace-search.ts';
import { toSearchCondition } from './trace-search-condition.ts';
import { cursorAfter, startOfSearch } from './trace-search-cursor.ts';
import type { SearchRange } from './trace-search-source.ts';

export interface TraceListQuery {
  projectId: string;
  /** Epoch milliseconds: [from, to). */
  from: number;
  to: number;
  limit: number;
  cursor?: string | undefined;
  filter?: Filter | undefined;
}

export interface TraceListPage extends Page<TraceSummary> {
  /** RFC 3339: every trace that started from here on was looked at. */
  searchedTo: string;
  searchedCount: number;
}

/**
 * What one page may cost. Past it the page ends early, perhaps empty, and its cursor goes on from there: a rare match in years
 * of traces takes several pages, never an unbounded one.
 */
const maxQueries = 400;
/** Somebody waits. Without a filter a page is full after a few queries. */
const maxFilteredMilliseconds = 1500;
const maxMilliseconds = 10_000;
/** With a filter most rows are read only to be left out. */
const filteredPageSize = 1000;
/** Reading spans takes longer than reading on. */
const textPageSize = 250;

/** Traces newest first. Writes never shift a page: its cursor is a position in time. */
export async function listTraces(query: TraceListQuery, ports: TraceSearchPorts): Promise<TraceListPage> {
  const { projectId, limit, filter = everything } = query;
  const start = startOfSearch({ ...query, filter });
  const pageSize = pageSizeFor(filter, limit);
  const isLean = readsKeysFirst(filter);
  const bounds = { maxQueries, maxMilliseconds: isEverything(filter) ? maxMilliseconds : maxFilteredMilliseconds };
  const attributes = isLean ? [] : summaryAttributes;
  const search = searchTraces({ projectId, ...start, filter, attributes, pageSize, stepSize: pageSize, bounds }, ports);
  const found = await fillPage(search, query, start.range);
  const ids = found.rows.map(({ traceId }) => traceId);
  const items = isLean
    ? await readSummaries(ids, projectId, filter, ports)
    : found.rows.map(({ item }) => summaryOfItem(item));
  return {
    items,
    nextCursor: found.isDone ? null : cursorAfter(found.position, ids, start, filter),
    searchedTo: searchedTime(found.position),
    searchedCount: found.searchedCount,
  };
}

function pageSizeFor(filter: Filter, limit: number): number {
  if (isEverything(filter)) return limit + 1;
  return needsSpans(filter) ? textPageSize : filteredPageSize;
}

const isEverything = (filter: Filter) => filter.kind === 'and' && filter.of.length === 0;

/**
 * Where most of what is read does not fit, only what the filter looks at is read of it; the summaries of those that fit come
 * in one request.
 */
function readsKeysFirst(filter: Filter): boolean {
  return !isEverything(filter) && !needsSpans(filter) && toSearchCondition(filter)?.isExact !== true;
}

interface FilledPage extends Omit<SearchStep, 'searchedDownTo'> {
  searchedCount: number;
}

async function fillPage(
  search: AsyncIterable<SearchStep>,
  { limit, filter = everything }: TraceListQuery,
  range: SearchRange,
): Promise<FilledPage> {
  const page: FilledPage = { rows: [], position: range.first, isDone: true, searchedCount: 0 };
  for await (const step of search) {
    const taken = step.rows.slice(0, limit - page.rows.length);
    const isCut = taken.length < step.rows.length;
    // Where a full page takes nothing of a step, it ends where it ended before.
    const position = isCut ? (taken.at(-1)?.sortKey ?? page.position) : step.position;
    page.rows.push(...taken);
    const searchedCount = step.searchedDownTo(position);
    Object.assign(page, { position, isDone: step.isDone && !isCut, searchedCount });
    // Whether a full page is the last one is looked up only where the next row is certain to fit.
    if (isCut || (page.rows.length === limit && !isEverything(filter))) break;
  }
  return page;
}

/** Those that still fit, in the order of the rows: what was written since may have changed or deleted them. */
async function readSummaries(
  ids: readonly string[],
  projectId: string,
  filter: Filter,
  ports: TraceSearchPorts,
): Promise<TraceSummary[]> {
  const matches = createTraceMatcher(filter);
  const items = new Map<string, Record<string, unknown>>();
  for (let start = 0; start < ids.length; start += batchGetSize) {
    const keys = ids.slice(start, start + batchGetSize).map((id) => metaKey(projectId, id));
    const batch = await batchGet(ports.documents, ports.tableName, keys);
    for (const item of batch) items.set(item['traceId'] as string, item);
  }
  return ids.flatMap((id) => {
    const item = items.get(id);
    return item?.['timeSk'] !== undefined && matches(item as FilterableTrace) === true ? [summaryOfItem(item)] : [];
  });
}

/** The millisecond of a trace id is not finished: rows of it may follow. */
export function searchedTime(position: string): string {
  return new Date(Number(position.slice(0, 14)) + (position.includes('#') ? 1 : 0)).toISOString();
}
