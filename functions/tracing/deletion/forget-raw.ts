import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import type { RawStore } from '../raw/raw-store.ts';
import { type Keeping, rewriteRawObject } from '../raw/rewrite-raw-object.ts';
import { type Forgettable, forgetTrace } from './forgettable.ts';
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
/** No request takes longer to be archived. What the archive refused comes later: it looks for what was deleted by itself. */
export const maxArchivingMilliseconds = 120_000;

export interface RawPart {
  rawKey: string;
  what: Forgettable;
}

export interface Forgotten {
  /** Objects that were rewritten or removed. */
  changedCount: number;
  /** Names of what is in an object that may be on its way still: it is archived while its spans or scores are stored. */
  waiting: ReadonlySet<string>;
}

/** Takes spans and what was said out of objects of the raw archive. */
export async function forgetRaw(parts: readonly RawPart[], ports: ForgetPorts): Promise<Forgotten> {
  const { rawStore: store, clock } = ports;
  const byObject = [...Map.groupBy(parts, ({ rawKey }) => rawKey)];
  const outcomes = await mapConcurrently(byObject, concurrentRewrites, async ([rawKey, group]) => {
    const keeping = keepingAllBut(group.map(({ what }) => what));
    const outcome = await withRawLock(rawKey, () => rewriteRawObject(rawKey, keeping, { store, clock }), ports);
    return { outcome, group, isYoung: ageOf(rawKey, clock()) < maxArchivingMilliseconds };
  });
  const waiting = outcomes.filter(({ outcome, isYoung }) => outcome === 'absent' && isYoung);
  return {
    changedCount: outcomes.filter(({ outcome }) => outcome === 'rewritten' || outcome === 'removed').length,
    waiting: new Set(waiting.flatMap(({ group }) => group.map(({ what }) => what.name))),
  };
}

function keepingAllBut(gone: readonly Forgettable[]): Keeping {
  return {
    keepsSpan: (span) => gone.every((what) => what.keepsSpan(span)),
    keepsScore: (score) => gone.every((what) => what.keepsScore(score)),
    keepsTags: (tags) => gone.every((what) => what.keepsTags(tags)),
  };
}

function ageOf(rawKey: string, now: number): number {
  return now - (parseRawKey(rawKey)?.receivedAt ?? 0);
}

export interface DroppedRecord {
  projectId: string;
  rawKey?: string;
  spans: readonly { traceId: string }[];
}

/** What came of a deleted trace is not stored, but was already put aside: as the request, and as its large payloads. */
export async function forgetDropped(record: DroppedRecord, ports: ForgetPorts): Promise<void> {
  const traceId = record.spans[0]?.traceId;
  if (traceId === undefined) return;
  await ports.objects.removeAll(record.projectId, traceId);
  const what = forgetTrace(traceId);
  await forgetRaw(record.rawKey === undefined ? [] : [{ rawKey: record.rawKey, what }], ports);
}
