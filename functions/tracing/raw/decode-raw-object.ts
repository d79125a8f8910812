import type { ArchivedAnnotations } from '../../../shared/storage/annotation-archive.ts';
import { decompressJson } from '../../../shared/telemetry/compression.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { nativePath } from '../native/native-path.ts';
import { mapNativeSpans, readNativeBody } from '../native/read-native-spans.ts';
import { mapGroups } from '../otlp/map-groups.ts';
import type { ModelLookup } from '../otlp/model-lookup.ts';
import type { OtlpSpanGroup } from '../otlp/otlp-request.ts';
import { readOtlpBody } from '../otlp/read-otlp-body.ts';
import { toRecords } from '../to-records.ts';
import { recordsPath } from './archive-records.ts';
import { parseRawKey, type RawName } from './raw-key.ts';
import type { RawObject } from './raw-store.ts';
import { repriceSpan } from './reprice-span.ts';

/** What a raw object holds, in the form in which it was sent. */
export type RawContent =
  | { kind: 'otlp'; groups: OtlpSpanGroup[] }
  | { kind: 'native'; candidates: unknown[] }
  | { kind: 'records'; records: IngestionRecord[] }
  | ({ kind: 'annotations' } & ArchivedAnnotations);

/** Stands for a path in objects of what was said: what one transaction stored of one trace or session. */
export const annotationsPath = 'annotations';

const maxRecordsBytes = 128 * 1024 * 1024;

/** Throws as the endpoint would for a body that is none. */
export async function readRawContent(object: RawObject): Promise<RawContent> {
  if (object.path === recordsPath) {
    return { kind: 'records', records: (await decompressJson(object.body, maxRecordsBytes)) as IngestionRecord[] };
  }
  if (object.path === annotationsPath) {
    const said = (await decompressJson(object.body, maxRecordsBytes)) as ArchivedAnnotations;
    return { kind: 'annotations', ...said };
  }
  if (object.path === nativePath) return { kind: 'native', candidates: await readNativeBody(object, object.body) };
  return { kind: 'otlp', groups: (await readOtlpBody(object, object.body)).groups };
}

export interface DecodedRawObject {
  /** As they were accepted, mapped by the rules of today, and marked as replayed. */
  records: IngestionRecord[];
  spanCount: number;
  /** Spans that are refused now as they were when they were sent: nobody was told that they are kept. */
  refusedCount: number;
  /** Spans that were accepted and cannot be mapped any more. */
  rejectedCount: number;
}

/** The records of a raw object, as if its request came now. Times of acceptance stay, and with them the end of retention. */
export async function decodeRawObject(
  rawKey: string,
  object: RawObject,
  findModel: ModelLookup,
): Promise<DecodedRawObject> {
  const name = parseRawKey(rawKey);
  if (name === null) throw new Error(`${rawKey} does not name a raw object.`);
  const content = await readRawContent(object);
  const { records, rejectedCount } = toReplay({ content, name, rawKey, keyId: object.keyId, findModel });
  const spanCount = records.reduce((sum, { spans }) => sum + spans.length, 0);
  // The name tells how many of the request's spans were accepted.
  const unreadableCount = Math.min(rejectedCount, Math.max(0, name.spanCount - spanCount));
  return { records, spanCount, refusedCount: rejectedCount - unreadableCount, rejectedCount: unreadableCount };
}

interface Replaying {
  content: RawContent;
  name: RawName;
  rawKey: string;
  keyId: string | null;
  findModel: ModelLookup;
}

function toReplay({ content, name, rawKey, keyId, findModel }: Replaying) {
  const { projectId, receivedAt } = name;
  const context = { projectId, keyId, findModel, receivedAt };
  const provenance = { projectId, receivedAt, rawKey, isReplay: true } as const;
  switch (content.kind) {
    case 'records': {
      const own = content.records.filter((record) => record.projectId === projectId);
      const priced = own.map((record) => ({
        ...record,
        ...{ rawKey, isReplay: true as const },
        spans: record.spans.map((span) => repriceSpan(span, record.source, findModel)),
      }));
      return { records: priced, rejectedCount: 0 };
    }
    case 'annotations':
      return { records: [], rejectedCount: 0 };
    case 'native': {
      const { spans, rejected } = mapNativeSpans(content.candidates, context);
      return { records: toRecords({ ...provenance, source: 'native' }, spans), rejectedCount: rejected.length };
    }
    case 'otlp': {
      const { spans, rejection } = mapGroups(content.groups, context);
      return { records: toRecords({ ...provenance, source: 'otlp' }, spans), rejectedCount: rejection.count };
    }
  }
}
