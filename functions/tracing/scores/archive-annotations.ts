import type { Logger } from '../../../shared/observability/logger.ts';
import { type Ids, systemIds } from '../../../shared/runtime/ids.ts';
import {
  type AnnotationArchive,
  type AnnotationObject,
  type AnnotationRequest,
  type ArchivedAnnotations,
  NotArchivableError,
} from '../../../shared/storage/annotation-archive.ts';
import type { DeletionQueue } from '../deletion/deletion-queue.ts';
import type { RawArchive } from '../raw/raw-archive.ts';
import { rawKeyOf } from '../raw/raw-key.ts';
import { toAnnotationObject } from './to-annotation-object.ts';

export interface AnnotationArchivePorts {
  archive: Pick<RawArchive, 'put'>;
  /** Takes what the archive refused: whoever takes things out of the archive knows when it may be put there. */
  deletionQueue: DeletionQueue;
  logger: Logger;
  ids?: Ids;
}

/** Until when what is said is mostly stored. What is stored later, the worker finds when it looks again. */
const storedWithinSeconds = 60;

/** What people and programs say, in the raw archive beside the requests with spans: one object for each transaction. */
export function createAnnotationArchive(ports: AnnotationArchivePorts): AnnotationArchive {
  return { open: (request) => openObject(request, (ports.ids ?? systemIds)(), ports) };
}

const nothing: ArchivedAnnotations = { scores: [], tags: [] };

function openObject(request: AnnotationRequest, id: string, ports: AnnotationArchivePorts): AnnotationObject {
  const { projectId, at: receivedAt, retentionDays: keptDays } = request;
  const name = { projectId, receivedAt, id, spanCount: 0 };
  const rawKey = rawKeyOf(name);
  const leave = leavingOnce(request, rawKey, ports);
  let last: { content: string; keepUntil: number; written: Promise<void> } | null = null;
  const isTaken = async (content: string, keepUntil: number): Promise<boolean> => {
    const object = await toAnnotationObject(content, { receivedAt, keepUntil, keptDays });
    return await ports.archive.put({ ...name, ...object }).written;
  };
  const put = async (content: string, keepUntil: number, before: Promise<unknown> | undefined): Promise<void> => {
    // What was written when it was tried before must not come after it.
    await before?.catch(() => undefined);
    if (await isTaken(content, keepUntil)) return;
    try {
      await leave();
    } catch (error) {
      // S3 may have it, whatever it said. Of what was tried before, only the table could tell what it came to.
      if (before === undefined) await isTaken(JSON.stringify(nothing), keepUntil);
      throw error;
    }
  };
  const write = async (said: ArchivedAnnotations, keepUntil: number): Promise<void> => {
    const content = JSON.stringify(said);
    // Tried again, a transaction mostly stores the same.
    if (last?.content !== content || last.keepUntil !== keepUntil) {
      last = { content, keepUntil, written: put(content, keepUntil, last?.written) };
    }
    await last.written;
  };
  return {
    rawKey,
    write,
    async withdraw() {
      if (last !== null) await write(nothing, last.keepUntil);
    },
    async reconcile() {
      // What nobody takes is in the log, and its sender hears of what failed before.
      if (last !== null) await leave().catch(() => undefined);
    },
  };
}

/** To whoever makes the object hold what the table has: what is tried later, and taken back, is in that, too. */
function leavingOnce(
  { projectId, target }: AnnotationRequest,
  rawKey: string,
  { deletionQueue, logger }: AnnotationArchivePorts,
): () => Promise<void> {
  let isLeft = false;
  return async () => {
    if (isLeft) return;
    try {
      await deletionQueue.send({ projectId, target, unarchivedKey: rawKey }, storedWithinSeconds);
      isLeft = true;
    } catch (error) {
      logger.error('ingestion.raw.failed', { rawKey, error });
      throw new NotArchivableError(error);
    }
  };
}
