import type { ArchivedTags } from './annotation-archive.ts';
import { outdated } from './retry-on-change.ts';
import { TraceDeletedError } from './trace-annotation-errors.ts';
import { type AnnotationPorts, readAnnotationHead, requireHead, retryAnnotation } from './trace-annotation-heads.ts';
import { rawKeyKey } from './trace-keys.ts';
import { transact } from './transact.ts';

export interface TagRestoring {
  projectId: string;
  tags: ArchivedTags;
  /** The object that holds them. */
  rawKey: string;
  /** Until when to keep them if their trace has not come yet, epoch seconds. */
  keepUntil: number;
  /** Epoch milliseconds. */
  now: number;
}

/** Brings back the tags of a trace, unless it was deleted or what somebody said later is there. In any order the latest holds. */
export async function restoreTags(
  restoring: TagRestoring,
  ports: AnnotationPorts,
): Promise<'restored' | 'present' | 'deleted'> {
  try {
    return await retryAnnotation(() => tryRestore(restoring, ports));
  } catch (error) {
    if (error instanceof TraceDeletedError) return 'deleted';
    throw error;
  }
}

async function tryRestore({ tags, rawKey, ...query }: TagRestoring, ports: AnnotationPorts) {
  const { projectId } = query;
  const { traceId, ...said } = tags;
  const { documents, tableName: TableName } = ports;
  const target = { kind: 'trace', traceId } as const;
  const head = await readAnnotationHead({ ...query, target }, ports);
  const isLater = said.taggedAt > (head.annotations.taggedAt ?? Number.NEGATIVE_INFINITY);
  const { isDone } = await transact(documents, [
    ...(isLater ? await head.write({ ...head.annotations, ...said }) : [requireHead({ projectId, target }, TableName)]),
    { Put: { TableName, Item: { ...rawKeyKey(projectId, traceId, rawKey), rawKey, ttl: head.ttl } } },
  ]);
  if (!isDone) return outdated;
  return isLater ? 'restored' : 'present';
}
