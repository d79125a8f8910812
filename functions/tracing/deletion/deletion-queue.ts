import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** What the queue of deletions carries: how far a deletion is stands in its record, and in the work it has left. */
export const deletionMessageSchema = z.object({ projectId: z.uuid(), deletionId: z.uuid() });
export type DeletionMessage = z.output<typeof deletionMessageSchema>;

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
