import { createHash } from 'node:crypto';
import { compressText } from '../../../shared/telemetry/compression.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import type { RawArchive } from './raw-archive.ts';

/** Stands for a path in objects that no request brought. */
export const recordsPath = 'records';

export interface ArchivedRecords {
  /** As given, with the key of the object that each is in. */
  records: IngestionRecord[];
  written: Promise<void>;
}

/**
 * Archives what the gateway recorded, one object for each project of a message. It is named by its content, so that a
 * message that comes again writes the same object. Records of requests are in the archive already.
 */
export async function archiveRecords(
  records: readonly IngestionRecord[],
  archive: RawArchive,
): Promise<ArchivedRecords> {
  const isMeant = (record: IngestionRecord) => record.source === 'gateway' && record.isReplay === undefined;
  const writing: Promise<void>[] = [];
  const keys = new Map<string, string>();
  for (const [projectId, ofProject] of Map.groupBy(records.filter(isMeant), ({ projectId }) => projectId)) {
    const { rawKey, written } = await archiveOfProject(projectId, ofProject, archive);
    if (rawKey !== undefined) keys.set(projectId, rawKey);
    writing.push(written);
  }
  const withKey = (record: IngestionRecord): IngestionRecord => {
    const rawKey = isMeant(record) ? keys.get(record.projectId) : undefined;
    return rawKey === undefined ? record : { ...record, rawKey };
  };
  return { records: records.map(withKey), written: Promise.all(writing).then(() => undefined) };
}

async function archiveOfProject(projectId: string, records: readonly IngestionRecord[], archive: RawArchive) {
  const json = JSON.stringify(records);
  return await archive.begin({
    projectId,
    receivedAt: records[0]?.receivedAt ?? 0,
    id: createHash('sha256').update(json).digest('hex').slice(0, 32),
    spanCount: records.reduce((sum, { spans }) => sum + spans.length, 0),
    body: await compressText(json),
    contentType: 'application/json',
    contentEncoding: 'zstd',
    path: recordsPath,
    keyId: null,
  });
}
