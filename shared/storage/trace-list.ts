import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { type TraceSummary, traceSummarySchema } from '../contract/span.ts';
import { everything, type Filter } from '../trace-filter/filter.ts';
import { createTraceMatcher } from '../trace-filter/match-trace.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import type { Page } from './page-cursor.ts';
import { metaKey, timeRange } from './trace-keys.ts';
import { summaryOfItem } from './trace-meta.ts';
import type { Row } from './trace-partition.ts';
import { needsSpans, type SearchBounds, searchTraces, type TraceSearchPorts } from './trace-search.ts';
import { toSearchCondition } from './trace-search-condition.ts';
import { decodeSearchCursor, encodeSearchCursor, ShownTraces } from './trace-search-cursor.ts';
import { type SearchRange, searchRange } from './trace-search-source.ts';

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
const bounds: SearchBounds = { maxQueries: 400, maxMilliseconds: 1500 };
/** With a filter most rows are read only to be left out. */
const filteredPageSize = 1000;

/** Attributes of META that a summary is made of, and the routes that filters look at. */
export const summaryAttributes: readonly string[] = [...Object.keys(traceSummarySchema.shape), 'routes'];

/** Traces newest first. Writes never shift a page: its cursor is a position in time. */
export async function listTraces(query: TraceListQuery, ports: TraceSearchPorts): Promise<TraceListPage> {
  const { projectId, limit, filter = everything } = query;
  const start = startOf(query, filter);
  const { range } = start;
  // DynamoDB refuses a range that ends before it starts.
  if (range.end <= range.first) return toPage([], null, range.first, 0);
  const isFiltered = filter.kind !== 'and' || filter.of.length > 0;
  const reads = isFiltered ? filteredPageSize : limit + 1;
  const isLean = readsKeysFirst(filter);
  const search = searchTraces(
    {
      projectId,
      range,
      filter,
      attributes: isLean ? [] : summaryAttributes,
      pageSize: reads,
      stepSize: reads,
      bounds,
      isKnown: (traceId) => start.shown.has(traceId),
    },
    ports,
  );
  const found = await fillPage(search, limit, isFiltered, range);
  const items = isLean
    ? await readSummaries(found.rows, query, filter, ports)
    : found.rows.map(({ item }) => summaryOfItem(item));
  const shown = start.shown.with(found.rows.map(({ item }) => item['traceId'] as string));
  const isComplete = found.position <= range.first;
  const nextCursor = isComplete
    ? null
    : encodeSearchCursor({ position: found.position, from: range.from, shown }, filter);
  return toPage(items, nextCursor, isComplete ? range.first : found.position, found.searchedCount);
}

function startOf({ from, to, cursor }: TraceListQuery, filter: Filter): { range: SearchRange; shown: ShownTraces } {
  if (cursor === undefined) return { range: searchRange(from, timeRange(0, to)[1]), shown: new ShownTraces() };
  const last = decodeSearchCursor(cursor, filter);
  return { range: searchRange(last.from, last.position), shown: last.shown };
}

/**
 * Where most of what is read does not fit, only what the filter looks at is read of it; the summaries of those that fit come
 * in one request.
 */
function readsKeysFirst(filter: Filter): boolean {
  const isFiltered = filter.kind !== 'and' || filter.of.length > 0;
  return isFiltered && !needsSpans(filter) && toSearchCondition(filter)?.isExact !== true;
}

interface Filled {
  rows: Row[];
  position: string;
  searchedCount: number;
}

async function fillPage(
  search: ReturnType<typeof searchTraces>,
  limit: number,
  isFiltered: boolean,
  range: SearchRange,
): Promise<Filled> {
  const page: Filled = { rows: [], position: range.end, searchedCount: 0 };
  for await (const step of search) {
    const taken = step.rows.slice(0, limit - page.rows.length);
    page.rows.push(...taken);
    page.searchedCount = step.searchedCount;
    const isCut = taken.length < step.rows.length;
    page.position = isCut ? (taken.at(-1)?.sortKey ?? page.position) : step.position;
    // Whether a full page is the last one is looked up only where the next row is certain to fit.
    if (isCut || (page.rows.length === limit && isFiltered)) break;
  }
  return page;
}

/** DynamoDB reads 100 items at once. */
const batchSize = 100;
const maxTries = 5;

/** Those that still fit, in the order of the rows: what was written since may have changed or deleted them. */
async function readSummaries(
  rows: readonly Row[],
  { projectId }: TraceListQuery,
  filter: Filter,
  ports: TraceSearchPorts,
): Promise<TraceSummary[]> {
  const matches = createTraceMatcher(filter);
  const ids = rows.map(({ item }) => item['traceId'] as string);
  const items = new Map<string, Record<string, unknown>>();
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = await readMetas(projectId, ids.slice(start, start + batchSize), ports);
    for (const item of batch) items.set(item['traceId'] as string, item);
  }
  return ids.flatMap((id) => {
    const item = items.get(id);
    return item?.['timeSk'] !== undefined && matches(item as FilterableTrace) === true ? [summaryOfItem(item)] : [];
  });
}

async function readMetas(
  projectId: string,
  traceIds: readonly string[],
  { documents, tableName }: TraceSearchPorts,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let keys: Record<string, unknown>[] = traceIds.map((id) => metaKey(projectId, id));
  for (let tried = 1; keys.length > 0; tried++) {
    const answer = await documents.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys } } }));
    items.push(...(answer.Responses?.[tableName] ?? []));
    keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (keys.length > 0 && tried === maxTries)
      throw new Error(`The table ${tableName} refused reads ${maxTries} times.`);
    if (keys.length > 0) await new Promise((done) => setTimeout(done, Math.random() * 25 * 2 ** tried));
  }
  return items;
}

function toPage(
  items: TraceSummary[],
  nextCursor: string | null,
  position: string,
  searchedCount: number,
): TraceListPage {
  return { items, nextCursor, searchedTo: searchedTime(position), searchedCount };
}

/** The millisecond of a trace id is not finished: rows of it may follow. */
export function searchedTime(position: string): string {
  return new Date(Number(position.slice(0, 14)) + (position.includes('#') ? 1 : 0)).toISOString();
}
