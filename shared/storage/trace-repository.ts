import type { TraceSummary } from '../contract/span.ts';
import type { Logger } from '../observability/logger.ts';
import type { IngestionRecord } from '../telemetry/ingestion-record.ts';
import { compareNanos } from '../telemetry/nanos.ts';
import { mergeVersions, type StoredSpan } from '../telemetry/stored-span.ts';
import type { Page } from './page-cursor.ts';
import type { StoreOutcome } from './store-outcome.ts';
import { listTraces, type TraceListQuery } from './trace-list.ts';
import { summaryOfItem } from './trace-meta.ts';
import { readTracePages, type TraceReadPorts } from './trace-packs.ts';
import { type StoreOptions, storeRecord } from './trace-writer.ts';

export interface StoredTrace {
  trace: TraceSummary;
  /** In start order, each id once, payloads as stored. */
  spans: StoredSpan[];
}

export interface TraceRepository {
  store(record: IngestionRecord, options: StoreOptions): Promise<StoreOutcome>;
  get(projectId: string, traceId: string): Promise<StoredTrace | null>;
  list(query: TraceListQuery): Promise<Page<TraceSummary>>;
}

export function createTraceRepository(ports: TraceReadPorts & { logger: Logger }): TraceRepository {
  return {
    store: (record, options) => storeRecord(record, options, ports),
    get: (projectId, traceId) => readTrace(projectId, traceId, ports),
    list: (query) => listTraces(query, ports),
  };
}

async function readTrace(projectId: string, traceId: string, ports: TraceReadPorts): Promise<StoredTrace | null> {
  let meta: Record<string, unknown> | null = null;
  const spans: StoredSpan[] = [];
  for await (const page of readTracePages(projectId, traceId, ports)) {
    meta ??= page.meta;
    spans.push(...page.spans);
  }
  if (meta === null) return null;
  return { trace: summaryOfItem(meta), spans: [...mergeVersions(spans).values()].sort(byStart) };
}

/** What started first; of what started together the longer first, because a parent holds its children. */
function byStart(a: StoredSpan, b: StoredSpan): number {
  return (
    compareNanos(a.startTimeUnixNano, b.startTimeUnixNano) ||
    compareNanos(b.endTimeUnixNano, a.endTimeUnixNano) ||
    (a.spanId < b.spanId ? -1 : 1)
  );
}
