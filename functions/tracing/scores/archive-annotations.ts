import { UnavailableError } from '../../../shared/http/errors.ts';
import { type Ids, systemIds } from '../../../shared/runtime/ids.ts';
import type {
  AnnotationArchive,
  AnnotationObject,
  ArchivedAnnotations,
} from '../../../shared/storage/annotation-archive.ts';
import { compressText } from '../../../shared/telemetry/compression.ts';
import { annotationsPath } from '../raw/decode-raw-object.ts';
import type { RawArchive } from '../raw/raw-archive.ts';
import { type RawName, rawKeyOf } from '../raw/raw-key.ts';

const secondsPerDay = 86_400;

/** What people and programs say, in the raw archive beside the requests with spans: one object for each transaction. */
export function createAnnotationArchive(archive: Pick<RawArchive, 'put'>, ids: Ids = systemIds): AnnotationArchive {
  return {
    open: ({ projectId, at, retentionDays }) =>
      openObject({ projectId, receivedAt: at, id: ids(), spanCount: 0 }, retentionDays, archive),
  };
}

function openObject(name: RawName, keptDays: number, archive: Pick<RawArchive, 'put'>): AnnotationObject {
  let last: { content: string; keepUntil: number; written: Promise<boolean> } | null = null;
  const put = async (content: string, keepUntil: number, before: Promise<unknown> | undefined): Promise<boolean> => {
    // What was written when it was tried before must not come after it.
    await before;
    return await archive.put({
      ...name,
      ...{ path: annotationsPath, keyId: null, contentType: 'application/json', contentEncoding: 'zstd' },
      body: await compressText(content),
      // What is said expires with its trace, which may be older than it.
      retentionDays: Math.max(0, (keepUntil - name.receivedAt / 1000) / secondsPerDay),
      keptDays,
    }).written;
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
    rawKey: rawKeyOf(name),
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
  };
}
