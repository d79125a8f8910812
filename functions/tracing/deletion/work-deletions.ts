import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { deletionMessageSchema, maxDeletionReceives } from './deletion-queue.ts';
import { type DeletionWorkerPorts, deletionBounds, runDeletion } from './run-deletion.ts';

/** Takes every deletion of a batch a step further. One that fails again and again is marked as failed. */
export async function workDeletions(
  event: SQSEvent,
  ports: DeletionWorkerPorts,
  bounds = deletionBounds,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  return await processPartialResponse(event, (message: SQSRecord) => workDeletion(message, ports, bounds), processor, {
    throwOnFullBatchFailure: false,
  });
}

async function workDeletion(
  { body, attributes }: SQSRecord,
  ports: DeletionWorkerPorts,
  bounds: typeof deletionBounds,
): Promise<void> {
  const message = deletionMessageSchema.parse(JSON.parse(body));
  try {
    await runDeletion(message, ports, bounds);
  } catch (error) {
    ports.logger.error('traces.deletion.failed', { ...message, error });
    if (Number(attributes?.ApproximateReceiveCount ?? 1) >= maxDeletionReceives) await giveUp(message, ports);
    // The message goes to the dead letters, from where the deletion can be taken up again.
    throw error;
  }
}

async function giveUp(message: { projectId: string; deletionId: string }, { deletions }: DeletionWorkerPorts) {
  const record = await deletions.get(message.projectId, message.deletionId);
  const words =
    'It could not go on. What was found is hidden already. Its message waits among the dead letters: redrive it.';
  if (record !== null) await deletions.advance(record, { status: 'failed', error: words });
}
