import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { liveTopic } from '../../../shared/live/live-topic.ts';
import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { connectionPrefix, topicPartition } from '../../../shared/storage/realtime-keys.ts';
import { createLiveCalls } from './create-live-calls.ts';
import type { LiveCalls } from './live-calls.ts';
import { createTopicWatch } from './topic-watch.ts';

interface Ports {
  documents: DynamoDBDocumentClient;
  connectionsTable: string;
  sqs: SQSClient;
  queueUrl: string;
  clock: Clock;
  logger: Logger;
}

/** The live calls of this process, told to the queue of the live publisher. */
export function openLiveCalls({ documents, connectionsTable, sqs, queueUrl, clock, logger }: Ports): LiveCalls {
  const onError = (error: unknown) => logger.warn('gateway.live.failed', { error });
  async function hasListeners(projectId: string): Promise<boolean> {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: connectionsTable,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': topicPartition(liveTopic(projectId)), ':prefix': connectionPrefix },
        Limit: 1,
      }),
    );
    return Items.length > 0;
  }
  return createLiveCalls({
    watch: createTopicWatch({ hasListeners, clock, onError }),
    async send(batch) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(batch) }));
    },
    clock,
    onError,
  });
}
