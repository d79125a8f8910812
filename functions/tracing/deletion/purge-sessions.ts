import { queryPrefix } from '../../../shared/storage/query-prefix.ts';
import { deleteItems, readContents } from '../../../shared/storage/trace-deletion-contents.ts';
import { deletionWorkPartition, sessionWorkPrefix } from '../../../shared/storage/trace-deletion-keys.ts';
import type { TraceDeletionRecord } from '../../../shared/storage/trace-deletion-record.ts';
import { findTracesOf } from '../../../shared/storage/trace-deletion-search.ts';
import type { PurgePorts } from './purge-traces.ts';

type Ports = Pick<PurgePorts, 'documents' | 'tracesTable'>;

/** Deletes what was said of sessions of which no trace is left, and of the one that was to be deleted. */
export async function purgeSessions(record: TraceDeletionRecord, { documents, tracesTable: tableName }: Ports) {
  const { projectId, id, kind, targetId } = record;
  const table = { documents, tableName };
  if (kind === 'session' && targetId !== null) await purgeScores(projectId, targetId, table);
  const partition = deletionWorkPartition(projectId, id);
  const work = await queryPrefix({ ...table, partition, sortKeyPrefix: sessionWorkPrefix });
  for (const { pk, sk, sessionId } of work as { pk: string; sk: string; sessionId: string }[]) {
    const left = await findTracesOf(projectId, { kind: 'session', id: sessionId }, 1, table);
    if (left.length === 0) await purgeScores(projectId, sessionId, table);
    await deleteItems([{ pk, sk }], table);
  }
}

async function purgeScores(
  projectId: string,
  sessionId: string,
  table: { documents: Ports['documents']; tableName: string },
) {
  const { keys } = await readContents(projectId, { kind: 'session', sessionId }, table);
  await deleteItems(keys, table);
}
