import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import type { RawStore } from '../raw/raw-store.ts';
import { rewriteRawObject } from '../raw/rewrite-raw-object.ts';
import { withRawLock } from './raw-lock.ts';
import type { TraceObjects } from './trace-objects.ts';

export interface ForgetPorts {
  documents: DynamoDBDocumentClient;
  tracesTable: string;
  objects: TraceObjects;
  rawStore: Pick<RawStore, 'get' | 'put' | 'remove'>;
  clock: Clock;
}

const concurrentRewrites = 4;
/** No request takes longer to be archived. */
const maxArchivingMilliseconds = 120_000;

export interface RawTrace {
  rawKey: string;
  traceId: string;
}

export interface Forgotten {
  /** Objects that were rewritten or removed. */
  changedCount: number;
  /** Traces whose object may be on its way still: a request is archived while its spans are stored. */
  waitingIds: ReadonlySet<string>;
}

/** Takes the spans of traces out of objects of the raw archive. */
export async function forgetRawSpans(traces: readonly RawTrace[], ports: ForgetPorts): Promise<Forgotten> {
  const { rawStore: store, clock } = ports;
  const byObject = [...Map.groupBy(traces, ({ rawKey }) => rawKey)];
  const outcomes = await mapConcurrently(byObject, concurrentRewrites, async ([rawKey, group]) => {
    const gone = new Set(group.map(({ traceId }) => traceId));
    const keep = (span: { traceId: string }) => !gone.has(span.traceId);
    const outcome = await withRawLock(rawKey, () => rewriteRawObject(rawKey, keep, { store, clock }), ports);
    return { outcome, gone, isYoung: ageOf(rawKey, clock()) < maxArchivingMilliseconds };
  });
  const waiting = outcomes.filter(({ outcome, isYoung }) => outcome === 'absent' && isYoung);
  return {
    changedCount: outcomes.filter(({ outcome }) => outcome === 'rewritten' || outcome === 'removed').length,
    waitingIds: new Set(waiting.flatMap(({ gone }) => [...gone])),
  };
}

function ageOf(rawKey: string, now: number): number {
  return now - (parseRawKey(rawKey)?.receivedAt ?? 0);
}

interface DroppedRecord {
  projectId: string;
  rawKey?: string;
  spans: readonly { traceId: string }[];
}

/** What came of a deleted trace is not stored, but was already put aside: as the request, and as its large payloads. */
export async function forgetDropped(record: DroppedRecord, ports: ForgetPorts): Promise<void> {
  const traceId = record.spans[0]?.traceId;
  if (traceId === undefined) return;
  await ports.objects.removeAll(record.projectId, traceId);
  await forgetRawSpans(record.rawKey === undefined ? [] : [{ rawKey: record.rawKey, traceId }], ports);
}
