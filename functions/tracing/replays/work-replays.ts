import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { maxReplayReceives } from './max-replay-receives.ts';
import { replayMessageSchema } from './replay-message.ts';
import { type ReplayWorkerPorts, runReplay } from './run-replay.ts';

/** Takes every replay of a batch a step further. One that fails again and again is marked as failed. */
export async function workReplays(event: SQSEvent, ports: ReplayWorkerPorts): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  return await processPartialResponse(event, (message: SQSRecord) => workReplay(message, ports), processor, {
    throwOnFullBatchFailure: false,
  });
}

async function workReplay({ body, attributes }: SQSRecord, ports: ReplayWorkerPorts): Promise<void> {
  const message = replayMessageSchema.parse(JSON.parse(body));
  try {
    await runReplay(message, ports);
  } catch (error) {
    ports.logger.error('replay.failed', { ...message, error });
    if (Number(attributes.ApproximateReceiveCount) < maxReplayReceives) throw error;
    const replay = await ports.replays.get(message.projectId, message.replayId);
    const words = 'It could not go on. What it has sent is stored; the log of the replay worker says why it stopped.';
    if (replay !== null) await ports.replays.advance(replay, { status: 'failed', error: words });
  }
}
