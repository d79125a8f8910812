import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, inject, test, vi } from 'vitest';
import { awsClientConfig } from '../../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { liveBatchSchema } from '../../../shared/contract/live-calls.ts';
import { liveTopic } from '../../../shared/live/live-topic.ts';
import { makeEnded, makeStarted } from '../../../shared/live/testing/make-live-events.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { topicConnectionKey } from '../../../shared/storage/realtime-keys.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createTestQueue } from '../../../test/support/queue-of-test.ts';
import { openLiveCalls } from './open-live-calls.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };

test('calls of a project that a connection listens to go to the queue, those of others nowhere; a broken table hurts nobody', async () => {
  const { connections } = await createTables(environment, ['connections']);
  const documents = createDocumentClient(environment);
  const sqs = new SQSClient(awsClientConfig(environment));
  const { queueUrl, receive } = await createTestQueue(environment, 'live');
  const [watched, unwatched] = [randomUUID(), randomUUID()];
  await documents.send(
    new PutCommand({ TableName: connections, Item: topicConnectionKey(liveTopic(watched), 'connection-1') }),
  );
  const warn = vi.fn();
  const open = (connectionsTable: string) =>
    openLiveCalls({
      ...{ documents, connectionsTable, sqs, queueUrl, clock: systemClock },
      logger: { ...silentLogger, warn },
    });

  const live = open(connections);
  live.tell(unwatched, () => makeStarted());
  live.tell(watched, () => makeStarted());
  live.tell(watched, () => makeEnded());
  await live.flush();
  const broken = open('no-such-table');
  broken.tell(watched, () => makeStarted());
  await broken.flush();

  const bodies = await receive();
  expect(bodies.map((body) => liveBatchSchema.parse(JSON.parse(body)).projects)).toEqual([
    [{ projectId: watched, events: [makeStarted(), makeEnded()], lostCount: 0 }],
  ]);
  expect(warn).toHaveBeenCalledWith('gateway.live.failed', expect.anything());
});
