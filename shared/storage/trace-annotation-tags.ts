import { tagLimits } from '../contract/trace-tags.ts';
import { outdated } from './retry-on-change.ts';
import { TooManyAnnotationsError } from './trace-annotation-errors.ts';
import { type AnnotationPorts, readAnnotationHead, retryAnnotation } from './trace-annotation-heads.ts';
import { changeTags, type TagChange } from './trace-annotations.ts';
import { transact } from './transact.ts';

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
export async function changeTraceTags(request: TagRequest, ports: AnnotationPorts): Promise<ChangedTags> {
  return await retryAnnotation(() => tryChange(request, ports));
}

async function tryChange(request: TagRequest, ports: AnnotationPorts) {
  const { projectId, traceId, now, retentionDays } = request;
  const keepUntil = Math.floor(now / 1000) + retentionDays * secondsPerDay;
  const head = await readAnnotationHead({ projectId, target: { kind: 'trace', traceId }, keepUntil, now }, ports);
  const { annotations, isExcessive, ...change } = changeTags(head.spanTags, head.annotations, request);
  if (change.added.length > 0 && isExcessive) throw new TooManyAnnotationsError(`more than ${tagLimits.perTrace} tags`);
  if (change.added.length + change.removed.length === 0) return change;
  const { isDone } = await transact(ports.documents, await head.write(annotations));
  return isDone ? change : outdated;
}
