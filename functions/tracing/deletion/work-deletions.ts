import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { archiveLateAnnotations, type LateAnnotationsPorts } from './archive-late-annotations.ts';
import { type DeletionMessage, deletionMessageSchema } from './deletion-message.ts';
import { maxDeletionReceives } from './deletion-queue.ts';
import { purgeAnnotations } from './purge-annotations.ts';
import { type DeletionWorkerPorts, deletionBounds, runDeletion } from './run-deletion.ts';

export type DeletionQueuePorts = DeletionWorkerPorts & LateAnnotationsPorts;

/** Takes every deletion of a batch a step further. One that fails again and again is marked as failed. */
export async function workDeletions(
  event: SQSEvent,
  ports: DeletionQueuePorts,
  bounds = deletionBounds,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  return await processPartialResponse(event, (message: SQSRecord) => workDeletion(message, ports, bounds), processor, {
    throwOnFullBatchFailure: false,
  });
}

async function workDeletion(
  { body, attributes }: SQSRecord,
  ports: DeletionQueuePorts,
  bounds: typeof deletionBounds,
): Promise<void> {
  const message = deletionMessageSchema.parse(JSON.parse(body));
  try {
    await takeMessage(message, ports, bounds);
  } catch (error) {
    // The target of the other kind may be a session, whose id can name a person.
    const named = 'deletionId' in message ? message : { projectId: message.projectId };
    ports.logger.error('traces.deletion.failed', { ...named, error });
    const isLast = Number(attributes?.ApproximateReceiveCount ?? 1) >= maxDeletionReceives;
    // The other kind has no record: its message waits among the dead letters.
    if (isLast && 'deletionId' in message) await giveUp(message, ports);
    // The message goes to the dead letters, from where the deletion can be taken up again.
    throw error;
  }
}

async function takeMessage(message: DeletionMessage, ports: DeletionQueuePorts, bounds: typeof deletionBounds) {
  if ('unarchivedKey' in message) return await archiveLateAnnotations(message, ports);
  return await ('target' in message ? purgeAnnotations(message, ports) : runDeletion(message, ports, bounds));
}

async function giveUp(message: { projectId: string; deletionId: string }, { deletions }: DeletionWorkerPorts) {
  const record = await deletions.get(message.projectId, message.deletionId);
  const words =
    'It could not go on. What was found is hidden already. Its message waits among the dead letters: redrive it.';
  if (record !== null) await deletions.advance(record, { status: 'failed', error: words });
}
