import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReplayMessage } from './replay-message.ts';

export interface ReplayQueue {
  send(message: ReplayMessage, delaySeconds?: number): Promise<void>;
}

export function createReplayQueue(sqs: SQSClient, queueUrl: string): ReplayQueue {
  return {
    async send(message, delaySeconds = 0) {
      const body = JSON.stringify(message);
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delaySeconds }));
    },
  };
}

/** About how many messages wait in a queue. */
export async function waitingMessages(sqs: SQSClient, queueUrl: string): Promise<number> {
  const attribute = 'ApproximateNumberOfMessages';
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [attribute] }),
  );
  return Number(Attributes[attribute] ?? 0);
}
