import type { Body } from '../../../shared/contract/route.ts';
import { createTraceDeletion, getTraceDeletion, listTraceDeletions } from '../../../shared/contract/trace-deletion.ts';
import { changeContextOf } from '../../../shared/http/change-context.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import { NotFoundError, UnavailableError, ValidationError } from '../../../shared/http/errors.ts';
import {
  type DeletionTarget,
  type TraceDeletionRecord,
  toTraceDeletion,
} from '../../../shared/storage/trace-deletion-record.ts';
import type { TraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import { isCutName } from '../../../shared/telemetry/summary-texts.ts';
import type { DeletionQueue } from './deletion-queue.ts';

export interface DeletionPorts {
  deletions: TraceDeletionRepository;
  deletionQueue: DeletionQueue;
}

/** Deleting telemetry for good: asking for it, and seeing how far it is. */
export function serveDeletions({ serve }: Pick<Api, 'serve'>, ports: DeletionPorts): void {
  const { deletions } = ports;
  serve(createTraceDeletion, async ({ projectId, body, principal, requestId }) => {
    const record = await deletions.create(projectId, targetOf(body), changeContextOf(principal, requestId));
    await enqueue(record, ports);
    return toTraceDeletion(record);
  });
  serve(listTraceDeletions, async ({ projectId, query }) => {
    const { items, nextCursor } = await deletions.list(projectId, query);
    return { items: items.map(toTraceDeletion), nextCursor };
  });
  serve(getTraceDeletion, async ({ projectId, params }) => {
    const record = await deletions.get(projectId, params.deletionId);
    if (record === null) throw new NotFoundError('The deletion');
    return toTraceDeletion(record);
  });
}

function targetOf({ traceIds, sessionId, userId }: Body<typeof createTraceDeletion>): DeletionTarget {
  if (traceIds !== undefined) return { kind: 'traces', traceIds };
  const field = sessionId === undefined ? 'userId' : 'sessionId';
  const id = sessionId ?? userId ?? '';
  refuseCut(field, id);
  return { kind: sessionId === undefined ? 'user' : 'session', id };
}

/** Lists show it for all whose ids begin with the same. Deleting nobody's would look like a deletion, too. */
function refuseCut(field: 'sessionId' | 'userId', id: string): void {
  if (!isCutName(id)) return;
  const message = 'is an id as lists cut it, which may be of several: send the whole one, which the spans show';
  throw new ValidationError([{ field: `body.${field}`, message }]);
}

/** Nobody must believe that something is being deleted while nobody does it. */
async function enqueue(record: TraceDeletionRecord, { deletions, deletionQueue }: DeletionPorts): Promise<void> {
  try {
    await deletionQueue.send({ projectId: record.projectId, deletionId: record.id });
  } catch (cause) {
    await deletions.advance(record, { status: 'failed', error: 'The queue did not take it.' });
    throw new UnavailableError('The deletion could not begin for now. Try again.', cause, 5);
  }
}
