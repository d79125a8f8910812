import { UnavailableError } from '../../../shared/http/errors.ts';
import type { Logger } from '../../../shared/observability/logger.ts';
import { type Ids, systemIds } from '../../../shared/runtime/ids.ts';
import type {
  AnnotationArchive,
  AnnotationObject,
  AnnotationRequest,
  ArchivedAnnotations,
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

/** What people and programs say, in the raw archive beside the requests with spans: one object for each transaction. */
export function createAnnotationArchive(ports: AnnotationArchivePorts): AnnotationArchive {
  return { open: (request) => openObject(request, (ports.ids ?? systemIds)(), ports) };
}

function openObject(
  { projectId, target, at: receivedAt, retentionDays: keptDays }: AnnotationRequest,
  id: string,
  ports: AnnotationArchivePorts,
): AnnotationObject {
  const name = { projectId, receivedAt, id, spanCount: 0 };
  const rawKey = rawKeyOf(name);
  let last: { content: string; keepUntil: number; written: Promise<boolean> } | null = null;
  const put = async (content: string, keepUntil: number, before: Promise<unknown> | undefined): Promise<boolean> => {
    // What was written when it was tried before must not come after it.
    await before;
    const object = await toAnnotationObject(content, { receivedAt, keepUntil, keptDays });
    return await ports.archive.put({ ...name, ...object }).written;
  };
  const write = async (said: ArchivedAnnotations, keepUntil: number): Promise<boolean> => {
    const content = JSON.stringify(said);
    // Tried again, a transaction mostly stores the same.
    if (last?.content !== content || last.keepUntil !== keepUntil) {
      last = { content, keepUntil, written: put(content, keepUntil, last?.written) };
    }
    return await last.written;
  };
  return {
    rawKey,
    get isWritten() {
      return last !== null;
    },
    async write(said, keepUntil) {
      await write(said, keepUntil);
    },
    async withdraw() {
      if (last === null || (await write({ scores: [], tags: [] }, last.keepUntil))) return;
      throw new UnavailableError('It is not known whether this was stored. Try again.');
    },
    async close() {
      try {
        if (last === null || (await last.written)) return;
        await ports.deletionQueue.send({ projectId, target, unarchivedKey: rawKey });
      } catch (error) {
        ports.logger.error('ingestion.raw.failed', { rawKey, error });
      }
    },
  };
}
