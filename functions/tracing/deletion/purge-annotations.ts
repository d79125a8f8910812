import { readScoreRawKeys } from '../../../shared/storage/score-raw-keys.ts';
import { deleteItems } from '../../../shared/storage/trace-deletion-contents.ts';
import type { AnnotationDeletionMessage } from './deletion-message.ts';
import type { DeletionQueue } from './deletion-queue.ts';
import { type ForgetPorts, forgetRaw } from './forget-raw.ts';
import { forgetScore, forgetTarget } from './forgettable.ts';

/** Until what is on its way to the archive has come. */
const waitSeconds = 30;

/** Takes what was said, and deleted, out of the archive. */
export async function purgeAnnotations(
  message: AnnotationDeletionMessage,
  ports: ForgetPorts & { deletionQueue: DeletionQueue },
): Promise<void> {
  const { projectId, target, scoreId, rawKey } = message;
  const table = { documents: ports.documents, tableName: ports.tracesTable };
  const notes = scoreId === undefined ? [] : await readScoreRawKeys(projectId, target, scoreId, table);
  const rawKeys = [...notes.map((note) => note.rawKey), ...(rawKey === undefined ? [] : [rawKey])];
  const what = scoreId === undefined ? forgetTarget(target) : forgetScore(target, scoreId);
  const { waiting } = await forgetRaw(
    rawKeys.map((each) => ({ rawKey: each, what })),
    ports,
  );
  if (waiting.size > 0) return await ports.deletionQueue.send(message, waitSeconds);
  await deleteItems(
    notes.map(({ pk, sk }) => ({ pk, sk })),
    table,
  );
}
