import { createHash } from 'node:crypto';
import type { Project } from '../../../shared/contract/projects.ts';
import { compressText } from '../../../shared/telemetry/compression.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { redactContent } from '../../../shared/telemetry/redact-content.ts';
import type { RawArchive } from './raw-archive.ts';
import { rawHourPrefix } from './raw-key.ts';

/** Stands for a path in objects that no request brought. */
export const recordsPath = 'records';

export interface ArchivedRecords {
  /** As given, with the key of the object that each is in, and without the words that its project does not keep. */
  records: IngestionRecord[];
  /** Rejects if the archive refuses. */
  written: Promise<void>;
}

interface Entry {
  came: IngestionRecord;
  kept: IngestionRecord;
  project: Project | null;
}

/**
 * Archives those records of a message that no object holds yet: what the gateway recorded, and requests that were not archived
 * as they came, because their project does not keep their words or nobody could tell. One object for each project and hour,
 * named by what came, so that a message that comes again writes the same object: without words, if its project has stopped
 * keeping them. Nothing is archived of a project that is gone, for which null stands.
 */
export async function archiveRecords(
  records: readonly IngestionRecord[],
  projectOf: (projectId: string) => Project | null,
  archive: Pick<RawArchive, 'put'>,
): Promise<ArchivedRecords> {
  const entries = records.map((came): Entry => {
    const project = projectOf(came.projectId);
    return { came, kept: project?.capturesContent === false ? withoutWords(came) : came, project };
  });
  const writing: Promise<boolean>[] = [];
  for (const [, group] of Map.groupBy(entries.filter(isMissing), ({ came }) => hourOf(came))) {
    const { rawKey, written } = await archiveGroup(group, archive);
    for (const entry of group) entry.kept = { ...entry.kept, rawKey };
    writing.push(written);
  }
  return { records: entries.map(({ kept }) => kept), written: allWritten(writing) };
}

async function allWritten(writing: readonly Promise<boolean>[]): Promise<void> {
  if ((await Promise.all(writing)).includes(false)) throw new Error('The archive refuses records of a message.');
}

type Missing = Entry & { project: Project };

function isMissing(entry: Entry): entry is Missing {
  const { came, project } = entry;
  return came.rawKey === undefined && came.isReplay === undefined && project !== null;
}

/** What a project that does not capture content keeps of a record. */
export function withoutWords(record: IngestionRecord): IngestionRecord {
  return { ...record, spans: record.spans.map(redactContent) };
}

function hourOf({ projectId, receivedAt }: IngestionRecord): string {
  return rawHourPrefix(projectId, receivedAt);
}

async function archiveGroup(group: readonly Missing[], archive: Pick<RawArchive, 'put'>) {
  const came = JSON.stringify(group.map((entry) => entry.came));
  const [first] = group;
  if (first === undefined) throw new Error('A group has at least one record.');
  return archive.put({
    projectId: first.came.projectId,
    retentionDays: first.project.retentionDays,
    receivedAt: first.came.receivedAt,
    id: createHash('sha256').update(came).digest('hex').slice(0, 32),
    spanCount: group.reduce((sum, entry) => sum + entry.came.spans.length, 0),
    ...(await toRecordsObject(group.map((entry) => entry.kept))),
  });
}

/** An object of the archive that holds records instead of a request. */
export async function toRecordsObject(records: readonly IngestionRecord[]) {
  const body = await compressText(JSON.stringify(records));
  return { body, contentType: 'application/json', contentEncoding: 'zstd', path: recordsPath, keyId: null };
}
