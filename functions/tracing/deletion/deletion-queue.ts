import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeletionMessage } from './deletion-message.ts';

/** How often the queue delivers a message before it gives it up. */
export const maxDeletionReceives = 5;

export interface DeletionQueue {
  send(message: DeletionMessage, delaySeconds?: number): Promise<void>;
}

export function createDeletionQueue(sqs: SQSClient, queueUrl: string): DeletionQueue {
  return {
    async send(message, delaySeconds = 0) {
      const MessageBody = JSON.stringify(message);
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
    },
  };
}
