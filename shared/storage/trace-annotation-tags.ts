import { tagLimits } from '../contract/trace-tags.ts';
import type { AnnotationArchive, AnnotationObject } from './annotation-archive.ts';
import { retryArchived } from './retry-archived.ts';
import { outdated } from './retry-on-change.ts';
import { TooManyAnnotationsError } from './trace-annotation-errors.ts';
import { type AnnotationPorts, readAnnotationHead } from './trace-annotation-heads.ts';
import { changeTags, type TagChange } from './trace-annotations.ts';
import { rawKeyKey } from './trace-keys.ts';
import { transactArchived } from './transact-archived.ts';

export interface TagRequest {
  projectId: string;
  traceId: string;
  add: readonly string[];
  remove: readonly string[];
  /** Epoch milliseconds. */
  now: number;
  retentionDays: number;
}

const secondsPerDay = 86_400;

export type ChangedTags = Pick<TagChange, 'tags' | 'added' | 'removed'>;

/** Gives tags to a trace, which may not have come yet, and takes them off. */
export async function changeTraceTags(
  request: TagRequest,
  ports: AnnotationPorts & { archive: AnnotationArchive },
): Promise<ChangedTags> {
  const { projectId, traceId, now: at, retentionDays } = request;
  const target = { kind: 'trace', traceId } as const;
  const object = ports.archive.open({ projectId, target, at, retentionDays });
  const archived: ArchivedChange = { object, taggedAt: null };
  return await retryArchived(archived.object, () => tryChange(request, archived, ports));
}

interface ArchivedChange {
  object: AnnotationObject;
  /** Of the attempt that wrote the object last. */
  taggedAt: number | null;
}

async function tryChange(request: TagRequest, archived: ArchivedChange, ports: AnnotationPorts) {
  const { object } = archived;
  const { projectId, traceId, now, retentionDays } = request;
  const keepUntil = Math.floor(now / 1000) + retentionDays * secondsPerDay;
  const head = await readAnnotationHead({ projectId, target: { kind: 'trace', traceId }, keepUntil, now }, ports);
  const { annotations, isExcessive, ...change } = changeTags(head.spanTags, head.annotations, request);
  if (change.added.length > 0 && isExcessive) throw new TooManyAnnotationsError(`more than ${tagLimits.perTrace} tags`);
  if (change.added.length + change.removed.length === 0) {
    // Unless it did happen, and nobody heard so.
    if (archived.taggedAt === null || archived.taggedAt !== head.annotations.taggedAt) await object.withdraw();
    return change;
  }
  const { givenTags, removedTags } = annotations;
  const taggedAt = Math.max(now, (head.annotations.taggedAt ?? 0) + 1);
  archived.taggedAt = taggedAt;
  const { rawKey } = object;
  const said = { scores: [], tags: [{ traceId, givenTags, removedTags, taggedAt }] };
  const prepareItems = async () => [
    ...(await head.write({ ...annotations, taggedAt })),
    // Deleting the trace has to find it.
    { Put: { TableName: ports.tableName, Item: { ...rawKeyKey(projectId, traceId, rawKey), rawKey, ttl: head.ttl } } },
  ];
  const { isDone } = await transactArchived({ object, said, keepUntil: head.ttl, prepareItems }, ports.documents);
  return isDone ? change : outdated;
}
