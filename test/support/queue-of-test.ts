import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';

export interface TestQueue {
  queueUrl: string;
  /** The bodies of up to ten messages that wait. */
  receive(): Promise<string[]>;
}

/** A fresh queue on the emulator, read with the SDK whichever clients are under test. */
export async function createTestQueue(environment: Environment, name: string): Promise<TestQueue> {
  const sqs = new SQSClient(awsClientConfig(environment));
  const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `${name}-${randomUUID()}` }));
  return {
    queueUrl,
    async receive() {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body = '' }) => Body);
    },
  };
}
