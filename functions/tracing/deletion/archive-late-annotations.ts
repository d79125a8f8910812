import type { Logger } from '../../../shared/observability/logger.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import { readArchivable } from '../../../shared/storage/read-archivable.ts';
import type { RawArchive } from '../raw/raw-archive.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import { toAnnotationObject } from '../scores/to-annotation-object.ts';
import type { LateAnnotationsMessage } from './deletion-message.ts';
import type { DeletionQueue } from './deletion-queue.ts';
import type { ForgetPorts } from './forget-raw.ts';
import { withRawLock } from './raw-lock.ts';

export interface LateAnnotationsPorts extends ForgetPorts {
  archive: Pick<RawArchive, 'put'>;
  projects: CachedProjects;
  deletionQueue: DeletionQueue;
  logger: Logger;
}

/** Longer than a deletion may take from its look into the archive, where this was not, to its last write into the table. */
const checkSeconds = 360;

/**
 * Archives what was said and the archive refused: what the table has of it now, so that nothing comes back that was replaced or
 * deleted. Throws if the archive refuses again. Doing it again changes nothing.
 */
export async function archiveLateAnnotations(
  message: LateAnnotationsMessage,
  ports: LateAnnotationsPorts,
): Promise<void> {
  const { unarchivedKey: rawKey, isCheck } = message;
  const isThere = await withRawLock(rawKey, () => matchTable(message, ports), ports);
  if (isCheck) return;
  if (isThere) ports.logger.info('ingestion.raw.recovered', { rawKey });
  await ports.deletionQueue.send({ ...message, isCheck: true }, checkSeconds);
}

/** Makes an object hold what the table has of it; answers whether that is anything. */
async function matchTable(
  { projectId, target, unarchivedKey: rawKey }: LateAnnotationsMessage,
  ports: LateAnnotationsPorts,
): Promise<boolean> {
  const name = parseRawKey(rawKey);
  if (name === null) throw new Error(`${rawKey} does not name a raw object.`);
  const project = await ports.projects.get(projectId);
  const table = { documents: ports.documents, tableName: ports.tracesTable };
  const { said, keepUntil } = await readArchivable({ projectId, target, rawKey, now: ports.clock() }, table);
  if (project === null || said.scores.length + said.tags.length === 0) {
    await ports.rawStore.remove(rawKey);
    return false;
  }
  const times = { receivedAt: name.receivedAt, keepUntil, keptDays: project.retentionDays };
  const object = await toAnnotationObject(JSON.stringify(said), times);
  if (!(await ports.archive.put({ ...name, ...object }).written)) throw new Error(`The archive refuses ${rawKey}.`);
  return true;
}
