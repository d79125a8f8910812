import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import type { LiveCallEvent } from '../../shared/contract/live-calls.ts';
import { type ServerMessage, tracesTopic } from '../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../shared/contract/span.ts';
import { liveTopic } from '../../shared/live/live-topic.ts';
import { makeEnded, makeStarted } from '../../shared/live/testing/make-live-events.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { closeConnection, openConnection, subscribersOf } from './connections.ts';
import { handleSocketEvent, type SocketEvent } from './handle-socket-event.ts';
import type { Listener } from './listener.ts';
import { publishLiveCalls } from './live/publish-live-calls.ts';
import { publishTraces } from './publish-traces.ts';
import type { RealtimeStore } from './realtime-store.ts';
import { issueTicket, redeemTicket } from './tickets.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
let now = 1_800_000_000_000;
let store: RealtimeStore;

/** The wire of API Gateway's management endpoint: takes messages for connections, answers 410 or 500 where told. */
const received = new Map<string, ServerMessage[]>();
const statusFor = new Map<string, number>();
/** Connections that were closed from here. */
const ended: string[] = [];
let wire: Server;
let management: ApiGatewayManagementApiClient;

beforeAll(async () => {
  const { connections } = await createTables(environment, ['connections']);
  store = { documents: createDocumentClient(environment), tableName: connections, clock: () => now };
  wire = createServer((request, response) => {
    const connectionId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      response.statusCode = statusFor.get(connectionId) ?? 200;
      if (request.method === 'DELETE') ended.push(connectionId);
      else if (response.statusCode === 200) messagesOf(connectionId).push(JSON.parse(body) as ServerMessage);
      response.end();
    });
  });
  await new Promise<void>((done) => wire.listen(0, '127.0.0.1', done));
  const { port } = wire.address() as AddressInfo;
  management = new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});

afterAll(() => new Promise<void>((done) => wire.close(() => done())));

beforeEach(() => {
  received.clear();
  statusFor.clear();
  ended.length = 0;
  shownOut.clear();
});

function messagesOf(connectionId: string): ServerMessage[] {
  const messages = received.get(connectionId) ?? [];
  received.set(connectionId, messages);
  return messages;
}

function summary(projectId: string, changes: Partial<TraceSummary> = {}): TraceSummary {
  return { projectId, traceId: randomUUID().replaceAll('-', ''), name: 'chat', ...changes } as TraceSummary;
}

function socketEvent(connectionId: string, eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT', rest: object = {}) {
  return { requestContext: { connectionId, eventType }, ...rest } as unknown as SocketEvent;
}

const shownOut = new Set<string>();
const access = { mayListen: async ({ id }: Listener) => !shownOut.has(id) };
const ports = () => ({ store, management, access, logger: silentLogger, ids: systemIds });
const say = (connectionId: string, message: unknown) =>
  handleSocketEvent(ports(), socketEvent(connectionId, 'MESSAGE', { body: JSON.stringify(message) }));

function personOf(projectId: string, id: string): Listener {
  return { projectId, kind: 'person', id };
}

async function connected(projectId: string): Promise<string> {
  const connectionId = randomUUID();
  await openConnection(store, connectionId, personOf(projectId, connectionId));
  return connectionId;
}

async function listening(projectId: string, topic = tracesTopic(projectId)): Promise<string> {
  const connectionId = await connected(projectId);
  await say(connectionId, { action: 'subscribe', topic });
  received.delete(connectionId);
  return connectionId;
}

describe('tickets', () => {
  test('a ticket opens one connection, once', async () => {
    const { ticket } = await issueTicket(store, personOf('p1', 'ada'));

    const [first, second] = await Promise.all([redeemTicket(store, ticket), redeemTicket(store, ticket)]);

    expect([first, second].filter((holder) => holder !== null)).toEqual([personOf('p1', 'ada')]);
  });

  test('a ticket is worth nothing after 60 seconds', async () => {
    const { ticket } = await issueTicket(store, personOf('p1', 'ada'));
    now += 60_000;

    expect(await redeemTicket(store, ticket)).toBeNull();
  });

  test('a ticket of somebody who has lost access since opens nothing', async () => {
    const { ticket } = await issueTicket(store, personOf('p1', 'eve'));
    shownOut.add('eve');

    expect(
      await handleSocketEvent(ports(), socketEvent('c-eve', 'CONNECT', { queryStringParameters: { ticket } })),
    ).toEqual({ statusCode: 401 });
  });

  test('connecting needs a ticket', async () => {
    const { ticket } = await issueTicket(store, personOf('p1', 'ada'));
    const withTicket = (value?: string) => ({ queryStringParameters: { ticket: value } });

    expect(await handleSocketEvent(ports(), socketEvent('c-none', 'CONNECT'))).toEqual({ statusCode: 401 });
    expect(await handleSocketEvent(ports(), socketEvent('c-bad', 'CONNECT', withTicket('guess')))).toEqual({
      statusCode: 401,
    });
    expect(await handleSocketEvent(ports(), socketEvent('c-good', 'CONNECT', withTicket(ticket)))).toEqual({
      statusCode: 200,
    });
  });
});

describe('messages', () => {
  test('a connection may listen to its own project only', async () => {
    const connectionId = await connected('p2');

    await say(connectionId, { action: 'subscribe', topic: tracesTopic('p2') });
    await say(connectionId, { action: 'subscribe', topic: tracesTopic('p3') });
    await say(connectionId, { action: 'subscribe', topic: liveTopic('p3') });

    expect(messagesOf(connectionId)).toEqual([
      { type: 'subscribed', topic: tracesTopic('p2'), isComplete: true },
      expect.objectContaining({ type: 'error', code: 'unknown_topic' }),
      expect.objectContaining({ type: 'error', code: 'unknown_topic' }),
    ]);
    expect(await subscribersOf(store, tracesTopic('p3'))).toEqual([]);
    expect(await subscribersOf(store, liveTopic('p3'))).toEqual([]);
  });

  test('a connection that was never opened may listen to nothing, and is ended', async () => {
    await say('stranger', { action: 'subscribe', topic: tracesTopic('p2') });

    expect(messagesOf('stranger')).toEqual([expect.objectContaining({ type: 'error', code: 'access_ended' })]);
    expect(ended).toContain('stranger');
  });

  test('a wrong message is answered with the field that was wrong', async () => {
    const connectionId = await connected('p2');

    await say(connectionId, { action: 'subscribe' });
    await handleSocketEvent(ports(), socketEvent(connectionId, 'MESSAGE', { body: 'not json' }));
    await say(connectionId, { action: 'ping' });

    expect(messagesOf(connectionId)).toEqual([
      expect.objectContaining({ type: 'error', message: expect.stringContaining('message.topic') }),
      expect.objectContaining({ type: 'error', code: 'invalid_message' }),
      { type: 'pong' },
    ]);
  });

  test('leaving a topic and closing end what is sent', async () => {
    const projectId = randomUUID();
    const [left, closed] = [await listening(projectId), await listening(projectId)];

    await say(left, { action: 'unsubscribe', topic: tracesTopic(projectId) });
    await handleSocketEvent(ports(), socketEvent(closed, 'DISCONNECT'));
    await closeConnection(store, closed);

    expect(await subscribersOf(store, tracesTopic(projectId))).toEqual([]);
  });
});

describe('publishing', () => {
  test('brings a changed trace to every console of its project and to no other', async () => {
    const projectId = randomUUID();
    const [first, second, other] = [
      await listening(projectId),
      await listening(projectId),
      await listening(randomUUID()),
    ];
    const trace = summary(projectId);

    await publishTraces(ports(), [{ ...trace, name: 'older' }, trace]);

    const expected = [expect.objectContaining({ type: 'event', event: { type: 'trace.updated', trace } })];
    expect(messagesOf(first)).toEqual(expected);
    expect(messagesOf(second)).toEqual(expected);
    expect(messagesOf(other)).toEqual([]);
  });

  test('tells that a trace was deleted, and nothing of what it was before', async () => {
    const projectId = randomUUID();
    const connection = await listening(projectId);
    const trace = summary(projectId);

    await publishTraces(ports(), [trace, { projectId, traceId: trace.traceId, deletedAt: now }]);

    expect(messagesOf(connection)).toMatchObject([{ event: { type: 'trace.deleted', traceId: trace.traceId } }]);
  });

  test('forgets a connection that is gone, and one that fails holds up nobody', async () => {
    const projectId = randomUUID();
    const [gone, failing, well] = [await listening(projectId), await listening(projectId), await listening(projectId)];
    statusFor.set(gone, 410).set(failing, 500);

    await publishTraces(ports(), [summary(projectId)]);

    expect(messagesOf(well)).toHaveLength(1);
    const left = await subscribersOf(store, tracesTopic(projectId));
    expect(left.map(({ connectionId }) => connectionId).sort()).toEqual([failing, well].sort());
  });

  test('whoever has lost access hears nothing more, and their connections end; others hear all', async () => {
    const projectId = randomUUID();
    const [removed, staying] = [await listening(projectId), await listening(projectId)];
    shownOut.add(removed);

    await publishTraces(ports(), [summary(projectId)]);

    expect(messagesOf(removed)).toEqual([]);
    expect(ended).toEqual([removed]);
    expect(messagesOf(staying)).toHaveLength(1);
    expect(await subscribersOf(store, tracesTopic(projectId))).toMatchObject([{ connectionId: staying }]);
  });

  test('whoever has lost access is forgotten even if the connection cannot be closed', async () => {
    const projectId = randomUUID();
    const removed = await listening(projectId);
    shownOut.add(removed);
    statusFor.set(removed, 500);

    await publishTraces(ports(), [summary(projectId)]);

    expect(await subscribersOf(store, tracesTopic(projectId))).toEqual([]);
  });

  test('who reconnects gets what came in between', async () => {
    const projectId = randomUUID();
    const watcher = await listening(projectId);
    await publishTraces(ports(), [summary(projectId, { name: 'seen' })]);
    const [seen] = messagesOf(watcher);
    const lastEventId = seen?.type === 'event' ? seen.id : '';
    await publishTraces(ports(), [summary(projectId, { name: 'missed' })]);

    const again = await connected(projectId);
    await say(again, { action: 'subscribe', topic: tracesTopic(projectId), lastEventId });

    expect(messagesOf(again)).toEqual([
      { type: 'subscribed', topic: tracesTopic(projectId), isComplete: true },
      expect.objectContaining({ event: { type: 'trace.updated', trace: expect.objectContaining({ name: 'missed' }) } }),
    ]);
  });

  test('who was away too long is told to read the list again', async () => {
    const projectId = randomUUID();
    const connectionId = await connected(projectId);

    await say(connectionId, { action: 'subscribe', topic: tracesTopic(projectId), lastEventId: systemIds() });

    expect(messagesOf(connectionId)).toEqual([
      { type: 'subscribed', topic: tracesTopic(projectId), isComplete: false },
    ]);
  });
});

describe('calls as they happen', () => {
  const batch = (projectId: string, events: LiveCallEvent[], { sentAt = now, lostCount = 0 } = {}) =>
    JSON.stringify({ sentAt, projects: [{ projectId, events, lostCount }] });
  const publish = (bodies: string[], fraction = 1) =>
    publishLiveCalls({ ...ports(), clock: () => now, sampler: { fractionFor: () => fraction } }, bodies);

  test('reach the monitors of their project in one message, and nobody else', async () => {
    const [ours, theirs] = [randomUUID(), randomUUID()];
    const monitor = await listening(ours, liveTopic(ours));
    const others = [await listening(ours), await listening(theirs, liveTopic(theirs))];
    const events = [makeStarted(), makeEnded()];

    await publish([batch(ours, [makeStarted()]), batch(ours, [makeEnded()])]);

    expect(messagesOf(monitor)).toEqual([
      { type: 'events', topic: liveTopic(ours), events, sampledFraction: 1, missedCount: 0 },
    ]);
    expect(others.flatMap(messagesOf)).toEqual([]);
  });

  test('whoever has lost access sees none, and is shown out', async () => {
    const projectId = randomUUID();
    const removed = await listening(projectId, liveTopic(projectId));
    shownOut.add(removed);

    await publish([batch(projectId, [makeStarted()])]);

    expect(messagesOf(removed)).toEqual([]);
    expect(ended).toEqual([removed]);
  });

  test('what comes late, or was lost on the way, is counted and not shown; what cannot be read holds up nobody', async () => {
    const projectId = randomUUID();
    const monitor = await listening(projectId, liveTopic(projectId));

    await publish([
      'no json',
      batch(projectId, [makeStarted(), makeEnded()], { sentAt: now - 60_000 }),
      batch(projectId, [makeEnded()], { lostCount: 3 }),
    ]);

    expect(messagesOf(monitor)).toMatchObject([{ events: [{ type: 'call.ended' }], missedCount: 5 }]);
  });

  test('of too many, some calls are shown whole, and the message says how many', async () => {
    const projectId = randomUUID();
    const monitor = await listening(projectId, liveTopic(projectId));
    const ids = Array.from({ length: 40 }, (_, index) => index.toString(16).padStart(16, '0'));
    const events = ids.flatMap((callId) => [makeStarted({ callId }), makeEnded({ callId })]);

    await publish([batch(projectId, events)], 0.25);

    const [message] = messagesOf(monitor);
    if (message?.type !== 'events') throw new Error('no events');
    const counts = Map.groupBy(message.events, ({ callId }) => callId);
    expect(message.sampledFraction).toBe(0.25);
    expect(counts.size).toBeGreaterThan(2);
    expect(counts.size).toBeLessThan(25);
    expect([...counts.values()].every((ofCall) => ofCall.length === 2)).toBe(true);
  });
});
