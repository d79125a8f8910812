import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Environment } from '../../shared/aws/client-config.ts';
import { awsClientConfig } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createClient } from '../../shared/contract/client.ts';
import { createRealtimeTicket, type ServerMessage, tracesTopic } from '../../shared/contract/realtime.ts';
import { parseApiKey } from '../../shared/identity/api-key-format.ts';
import { createPepper } from '../../shared/identity/pepper.ts';
import { liveTopic } from '../../shared/live/live-topic.ts';
import { makeStarted } from '../../shared/live/testing/make-live-events.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createApiKeyRepository } from '../../shared/storage/api-keys.ts';
import { buildTraceSummary } from '../../test/support/build-trace-summary.ts';
import { createIdentityStage } from '../../test/support/create-identity-stage.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { seedApiKey, seedProject } from '../../test/support/seed-identity.ts';
import { createApp } from './app.ts';
import type { SocketEvent } from './handle-socket-event.ts';
import { createPorts } from './ports.ts';

let environment: Environment;
let gateway: Server;
let key: string;
let projectId: string;
const received: { connectionId: string; message: ServerMessage }[] = [];
/** Connections that were closed from here. */
const closed: string[] = [];
const context = {} as Context;

/** The three entries as they are deployed, with API Gateway's management endpoint on the wire. */
beforeAll(async () => {
  gateway = createServer((request, response) => {
    if (request.method === 'DELETE') closed.push(request.url?.split('/').at(-1) ?? '');
    request.resume();
    request.on('data', (data: Buffer) => {
      const connectionId = request.url?.split('/').at(-1) ?? '';
      received.push({ connectionId, message: JSON.parse(data.toString()) as ServerMessage });
    });
    request.on('end', () => response.end());
  });
  await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
  const stage = await createIdentityStage(inject('emulatorUrl'));
  const { connections } = await createTables(stage, ['connections']);
  environment = {
    ...stage,
    CONNECTIONS_TABLE: connections,
    WEBSOCKET_URL: 'wss://live.signalbox.test/local',
    WEBSOCKET_MANAGEMENT_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  await seed();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise((done) => gateway.close(done));
});

async function seed(): Promise<void> {
  const core = { documents: createDocumentClient(environment), tableName: String(environment['CORE_TABLE']) };
  const secrets = new SecretsManagerClient(awsClientConfig(environment));
  const pepper = createPepper(secrets, String(environment['KEY_PEPPER_SECRET_ID']));
  const admin = { id: 'admin', email: 'admin@example.com' };
  projectId = (await seedProject(core, { name: 'Live', admin })).id;
  key = await seedApiKey(
    { ...core, stage: 'local', pepper, clock: systemClock },
    { projectId, name: 'Live', scopes: ['read'] },
  );
}

function socketEvent(eventType: string, rest: object): SocketEvent {
  return { requestContext: { connectionId: 'connection-1', eventType }, ...rest } as unknown as SocketEvent;
}

describe('from a ticket to a live event', () => {
  test('the entries work together', async () => {
    const app = createApp(createPorts(environment));
    const client = createClient({
      baseUrl: 'http://signalbox.test',
      credentials: async () => ({ token: key, projectId: null }),
      fetch: async (input, init) => await app.request(String(input), init),
    });
    const { handler: socket } = await import('./socket.ts');
    const { handler: publisher } = await import('./publisher.ts');
    const topic = tracesTopic(projectId);

    const { ticket, url, expiresAt } = await client.call(createRealtimeTicket, {});
    const query = Object.fromEntries(new URL(url).searchParams);
    const connected = await socket(socketEvent('CONNECT', { queryStringParameters: query }), context);
    await socket(socketEvent('MESSAGE', { body: JSON.stringify({ action: 'subscribe', topic }) }), context);
    const published = await publisher(streamOf({ sk: 'META', projectId, traceId: 'a'.repeat(32) }), context);

    expect(new URL(url).origin).toBe('wss://live.signalbox.test');
    expect(query).toEqual({ ticket });
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(50_000);
    expect(connected).toEqual({ statusCode: 200 });
    expect(published).toEqual({ batchItemFailures: [] });
    expect(received).toMatchObject([
      { connectionId: 'connection-1', message: { type: 'subscribed', topic } },
      {
        connectionId: 'connection-1',
        message: { type: 'event', topic, event: { trace: { traceId: 'a'.repeat(32) } } },
      },
    ]);
  });

  test('a call that happens reaches who asked for calls as they happen', async () => {
    const { handler: socket } = await import('./socket.ts');
    const { handler: livePublisher } = await import('./live-publisher.ts');
    const topic = liveTopic(projectId);
    await socket(socketEvent('MESSAGE', { body: JSON.stringify({ action: 'subscribe', topic }) }), context);
    received.length = 0;

    const answered = await livePublisher(queued({ projectId, events: [makeStarted()], lostCount: 0 }), context);

    expect(answered).toEqual({ batchItemFailures: [] });
    expect(received).toMatchObject([{ message: { type: 'events', topic, events: [{ type: 'call.started' }] } }]);
  });

  test('a revoked key hears nothing more, however long its connection was open', async () => {
    const { handler: publisher } = await import('./publisher.ts');
    const keyId = parseApiKey(key)?.keyId ?? '';
    const core = { documents: createDocumentClient(environment), tableName: String(environment['CORE_TABLE']) };
    received.length = 0;

    await createApiKeyRepository(core).change(
      { projectId, keyId, action: 'key.revoked', decide: () => ({ revokedAt: Date.now() }) },
      { actor: { kind: 'system', id: 'test', name: 'Test' }, requestId: 'test' },
    );
    await publisher(streamOf({ sk: 'META', projectId, traceId: 'c'.repeat(32) }), context);

    expect(received).toEqual([]);
    expect(closed).toEqual(['connection-1']);
  });

  test('a batch that the table refuses is tried again from its first record', async () => {
    vi.resetModules();
    vi.stubEnv('CONNECTIONS_TABLE', 'no-such-table');
    const { handler: publisher } = await import('./publisher.ts');

    const answered = await publisher(streamOf({ sk: 'META', projectId, traceId: 'b'.repeat(32) }), context);

    const { handler: livePublisher } = await import('./live-publisher.ts');
    const queueAnswer = await livePublisher(queued({ projectId, events: [makeStarted()], lostCount: 0 }), context);

    expect(answered).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(queueAnswer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  });
});

function queued(ofProject: object): SQSEvent {
  const body = JSON.stringify({ sentAt: Date.now(), projects: [ofProject] });
  return { Records: [{ messageId: 'message-1', body }] } as unknown as SQSEvent;
}

function streamOf(item: Record<string, unknown>): DynamoDBStreamEvent {
  const NewImage = marshall({ ...buildTraceSummary(), ...item }) as never;
  return { Records: [{ dynamodb: { NewImage, SequenceNumber: '1' } }] };
}
