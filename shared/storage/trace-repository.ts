import type { TraceSummary } from '../contract/span.ts';
import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../runtime/clock.ts';
import type { IngestionRecord } from '../telemetry/ingestion-record.ts';
import { compareNanos } from '../telemetry/nanos.ts';
import { mergeVersions, type StoredSpan } from '../telemetry/stored-span.ts';
import { findDeletedTraces } from './find-deleted-traces.ts';
import type { StoreOutcome } from './store-outcome.ts';
import { sharedLateDays } from './trace-late-day-notes.ts';
import { listTraces, type TraceListPage, type TraceListQuery } from './trace-list.ts';
import { isTraceItem, summaryOfItem } from './trace-meta.ts';
import { readTracePages, type TraceReadPorts } from './trace-packs.ts';
import { type LongSearch, type LongSearchQuery, openSearch } from './trace-search.ts';
import {
  readMeta,
  readSpan,
  readSpanPage,
  type SpanPage,
  type SpanPageQuery,
  type SpanQuery,
} from './trace-span-pages.ts';
import { type StoreOptions, storeRecord } from './trace-writer.ts';

export interface StoredTrace {
  trace: TraceSummary;
  /** In start order, each id once, payloads as stored. */
  spans: StoredSpan[];
}

export interface TraceRepository {
  store(record: IngestionRecord, options: StoreOptions): Promise<StoreOutcome>;
  /** Of a trace of more than `maxSpans` only the summary. */
  get(projectId: string, traceId: string, maxSpans?: number): Promise<StoredTrace | null>;
  spanPage(query: SpanPageQuery): Promise<SpanPage | null>;
  span(query: SpanQuery): Promise<StoredSpan | null>;
  list(query: TraceListQuery): Promise<TraceListPage>;
  /** Of these traces, those that have been deleted. */
  findDeleted(projectId: string, traceIds: readonly string[]): Promise<string[]>;
  /** Throws at once if the cursor is wrong. */
  search(query: LongSearchQuery): LongSearch;
}

export function createTraceRepository(ports: TraceReadPorts & { logger: Logger; clock?: Clock }): TraceRepository {
  const lateDays = sharedLateDays(ports);
  return {
    store: (record, options) => storeRecord(record, options, { ...ports, lateDays }),
    get: (projectId, traceId, maxSpans = Number.POSITIVE_INFINITY) => readTrace(projectId, traceId, maxSpans, ports),
    spanPage: (query) => readSpanPage(query, ports),
    span: (query) => readSpan(query, ports),
    list: (query) => listTraces(query, ports),
    findDeleted: (projectId, traceIds) => findDeletedTraces(projectId, traceIds, ports),
    search: (query) => openSearch(query, ports),
  };
}

async function readTrace(
  projectId: string,
  traceId: string,
  maxSpans: number,
  ports: TraceReadPorts,
): Promise<StoredTrace | null> {
  // Asked first: packs are a megabyte a page, and decoding them to throw them away takes longer than anything else.
  const known = Number.isFinite(maxSpans) ? await readMeta({ projectId, traceId }, ports) : null;
  if (known !== null && Number(known['spanCount']) > maxSpans) return { trace: summaryOfItem(known), spans: [] };
  let trace: TraceSummary | null = null;
  const spans: StoredSpan[] = [];
  for await (const page of readTracePages(projectId, traceId, ports)) {
    if (page.meta !== null && isTraceItem(page.meta)) trace ??= summaryOfItem(page.meta);
    for (const span of page.spans) spans.push(span);
  }
  if (trace === null) return null;
  return { trace, spans: [...mergeVersions(spans).values()].sort(byStart) };
}

/** What started first; of what started together the longer first, because a parent holds its children. */
function byStart(a: StoredSpan, b: StoredSpan): number {
  return (
    compareNanos(a.startTimeUnixNano, b.startTimeUnixNano) ||
    compareNanos(b.endTimeUnixNano, a.endTimeUnixNano) ||
    (a.spanId < b.spanId ? -1 : 1)
  );
}
