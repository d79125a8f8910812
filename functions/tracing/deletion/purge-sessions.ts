import { queryPrefix } from '../../../shared/storage/query-prefix.ts';
import { deleteItems, readContents } from '../../../shared/storage/trace-deletion-contents.ts';
import { deletionWorkPartition, sessionWorkPrefix } from '../../../shared/storage/trace-deletion-keys.ts';
import type { TraceDeletionRecord } from '../../../shared/storage/trace-deletion-record.ts';
import { findTracesOf } from '../../../shared/storage/trace-deletion-search.ts';
import { forgetRaw } from './forget-raw.ts';
import { forgetSession } from './forgettable.ts';
import type { PurgePorts } from './purge-traces.ts';

/**
 * Deletes what was said of sessions of which no trace is left, and of the one that was to be deleted. Answers how many have to
 * wait.
 */
export async function purgeSessions(record: TraceDeletionRecord, ports: PurgePorts): Promise<number> {
  const { projectId, id, kind, targetId } = record;
  const table = { documents: ports.documents, tableName: ports.tracesTable };
  let waitingCount = kind === 'session' && targetId !== null ? await purgeScores(projectId, targetId, ports) : 0;
  const partition = deletionWorkPartition(projectId, id);
  const work = await queryPrefix({ ...table, partition, sortKeyPrefix: sessionWorkPrefix });
  for (const { pk, sk, sessionId } of work as { pk: string; sk: string; sessionId: string }[]) {
    // Of a long id the burial knows what summaries keep: what was said by that name may be said of any session that they cut so.
    const { traceIds: left } = await findTracesOf(projectId, { kind: 'session', id: sessionId }, { limit: 1 }, table);
    const waiting = left.length === 0 ? await purgeScores(projectId, sessionId, ports) : 0;
    waitingCount += waiting;
    if (waiting === 0) await deleteItems([{ pk, sk }], table);
  }
  return waitingCount;
}

/**
 * Out of the archive first, then out of the table, until nothing is found: a session has no tombstone, and a replay may bring
 * back a score from an object that it read before. Whoever does holds the lock of the object until the score is in the table.
 */
async function purgeScores(projectId: string, sessionId: string, ports: PurgePorts): Promise<number> {
  const table = { documents: ports.documents, tableName: ports.tracesTable };
  const what = forgetSession(sessionId);
  // One that was rewritten, and may be gone with its last score, is not waited for when it is named again.
  const rewritten = new Set<string>();
  for (;;) {
    const { keys, rawKeys } = await readContents(projectId, { kind: 'session', sessionId }, table);
    if (keys.length === 0) return 0;
    const left = rawKeys.filter((rawKey) => !rewritten.has(rawKey));
    const { waiting } = await forgetRaw(
      left.map((rawKey) => ({ rawKey, what })),
      ports,
    );
    if (waiting.size > 0) return 1;
    for (const rawKey of left) rewritten.add(rawKey);
    await deleteItems(keys, table);
  }
}
