import type { Span, TraceSummary } from '../../../shared/contract/span.ts';
import type { ExportEnd } from '../../../shared/contract/trace-queries.ts';
import { maxExportedTraces } from '../../../shared/contract/trace-queries.ts';
import { searchedTime } from '../../../shared/storage/trace-list.ts';
import { summaryOfItem } from '../../../shared/storage/trace-meta.ts';
import type { LongSearch } from '../../../shared/storage/trace-search.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { type PayloadBounds, resolvePayloads } from '../../../shared/telemetry/resolve-payloads.ts';
import type { ExportPorts } from './answer-export.ts';
import type { ExportedTrace } from './trace-export.ts';

/** Traces that are read at the same time, if they have no more spans than that together. */
const concurrentTraces = 12;
const concurrentSpans = 5000;
/** Of one trace; what is larger says `isTruncated`. */
const payloadBounds: PayloadBounds = { maxPayloadBytes: 8 * 1024 * 1024, maxTotalBytes: 64 * 1024 * 1024 };

export type ExportPart = ExportedTrace | ExportEnd;

interface Reading {
  projectId: string;
  withSpans: boolean;
  isOver: () => boolean;
  ports: ExportPorts;
}

/** The traces that a search finds, until it ends or time or number do; then how it ended. */
export async function* exportSearch(search: LongSearch, reading: Reading): AsyncGenerator<ExportPart> {
  const ids: string[] = [];
  let end = { isComplete: true, position: null as string | null, searchedCount: 0 };
  for await (const { rows, position, isDone, searchedDownTo } of search.steps) {
    end = { isComplete: isDone, position, searchedCount: searchedDownTo(position) };
    const traces = rows.slice(0, maxExportedTraces - ids.length).map(({ item }) => summaryOfItem(item));
    let written = 0;
    for await (const exported of withSpans(traces, reading)) {
      yield exported;
      ids.push(exported.trace.traceId);
      written += 1;
      if (reading.isOver()) break;
    }
    if (written < rows.length) {
      const last = rows[written - 1]?.sortKey ?? position;
      end = { isComplete: false, position: last, searchedCount: searchedDownTo(last) };
    }
    if (written < rows.length || reading.isOver() || ids.length >= maxExportedTraces) break;
  }
  const { isComplete, position, searchedCount } = end;
  const isCut = !isComplete && position !== null;
  yield endOf(ids.length, {
    nextCursor: isCut ? search.cursorAfter(position, ids) : null,
    searchedTo: searchedTime(position ?? '0'),
    searchedCount,
  });
}

/** These traces, each once; ids that name none are left out. */
export async function* exportIds(ids: readonly string[], reading: Reading): AsyncGenerator<ExportPart> {
  const { projectId, ports } = reading;
  const named = new Set(ids);
  let count = 0;
  for (const id of named) {
    const stored = await ports.traces.get(projectId, id);
    if (stored === null) continue;
    count += 1;
    yield {
      trace: stored.trace,
      spans: reading.withSpans ? await resolvePayloads(stored.spans, ports.blobs, payloadBounds) : [],
    };
  }
  yield endOf(count, { nextCursor: null, searchedTo: searchedTime('0'), searchedCount: named.size });
}

type Searched = Omit<ExportEnd['export'], 'traceCount' | 'isComplete'>;

function endOf(traceCount: number, searched: Searched): ExportEnd {
  return { export: { isComplete: searched.nextCursor === null, traceCount, ...searched } };
}

async function* withSpans(traces: readonly TraceSummary[], reading: Reading): AsyncGenerator<ExportedTrace> {
  if (!reading.withSpans) {
    for (const trace of traces) yield { trace, spans: [] };
    return;
  }
  for (let start = 0; start < traces.length; ) {
    const batch = nextBatch(traces, start);
    yield* await mapConcurrently(batch, concurrentTraces, async (trace) => ({
      trace,
      spans: await spansOf(trace, reading),
    }));
    start += batch.length;
  }
}

function nextBatch(traces: readonly TraceSummary[], start: number): TraceSummary[] {
  const batch: TraceSummary[] = [];
  let spans = 0;
  for (const trace of traces.slice(start, start + concurrentTraces)) {
    spans += trace.spanCount;
    if (batch.length > 0 && spans > concurrentSpans) break;
    batch.push(trace);
  }
  return batch;
}

/** None of a trace that was deleted since. */
async function spansOf({ traceId }: TraceSummary, { projectId, ports }: Reading): Promise<Span[]> {
  const stored = await ports.traces.get(projectId, traceId);
  return stored === null ? [] : await resolvePayloads(stored.spans, ports.blobs, payloadBounds);
}
