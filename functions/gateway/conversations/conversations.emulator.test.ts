import { randomUUID } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { createConversationBlobs } from '../../../shared/storage/conversation-blobs.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createTelemetry, type Telemetry } from '../../../test/support/create-telemetry.ts';
import { appendTurn } from './append-turn.ts';
import type { ConversationPorts } from './conversation-ports.ts';
import { loadConversation } from './load-conversation.ts';
import { serveConversations } from './serve-conversations.ts';

let telemetry: Telemetry;
let documents: DynamoDBDocumentClient;
let tableName = '';
beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  telemetry = await createTelemetry(environment);
  documents = createDocumentClient(environment);
  ({ traces: tableName } = await createTables(environment, ['traces']));
});

const day = 86_400_000;

interface Answered {
  id: string;
  type: string;
  content: { text: string }[];
}
/** What the tests look at in answers. */
interface Answer extends Record<string, unknown> {
  id: string;
  data: Answered[];
  first_id: string;
  last_id: string;
  metadata: Record<string, string>;
}

function newProject() {
  let now = Date.parse('2026-11-21T10:00:00Z');
  const projectId = randomUUID();
  const ports: ConversationPorts = {
    documents,
    tableName,
    blobs: createConversationBlobs(telemetry),
    clock: () => now,
    ids: systemIds,
    retentionDaysOf: async () => 30,
  };
  const principal = { kind: 'key', id: 'k', name: 'k', projectId, scopes: ['gateway'], allowedModels: null } as const;
  const api = createApi({
    authenticator: { authenticate: async () => principal },
    memberships: { get: async () => null },
    logger: silentLogger,
  });
  serveConversations(api, ports);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    await api.app.request(`/v1/conversations${path}`, {
      method,
      headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const json = async (...args: Parameters<typeof call>) => (await (await call(...args)).json()) as Answer;
  return {
    projectId,
    ports,
    call,
    json,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

/** Everything of a project that is anywhere. */
async function traces(projectId: string): Promise<string[]> {
  const { Items = [] } = await documents.send(
    new ScanCommand({
      TableName: tableName,
      ConsistentRead: true,
      FilterExpression: 'contains(pk, :id)',
      ExpressionAttributeValues: { ':id': projectId },
    }),
  );
  const { Contents = [] } = await telemetry.s3.send(
    new ListObjectsV2Command({ Bucket: telemetry.bucket, Prefix: `conversations/${projectId}` }),
  );
  return [...Items.map(({ sk }) => String(sk)), ...Contents.map(({ Key }) => String(Key))];
}

const hello = { role: 'user', content: 'Hello' };
/** Does not compress, so that it leaves the table. */
const large = () => Array.from({ length: 4_000 }, () => randomUUID()).join('');

describe('conversations', () => {
  test('are begun, read, renamed, listed page by page, newest first', async () => {
    const { json } = newProject();
    const first = await json('POST', '', { metadata: { topic: 'a' }, items: [hello] });
    const second = await json('POST', '');

    expect(first).toEqual({
      id: expect.stringMatching(/^conv_[0-9a-f]{32}$/),
      object: 'conversation',
      created_at: Date.parse('2026-11-21T10:00:00Z') / 1000,
      expires_at: Date.parse('2026-12-21T10:00:00Z') / 1000,
      metadata: { topic: 'a' },
    });
    expect(await json('POST', `/${first.id}`, { metadata: { topic: 'b' } })).toEqual({
      ...first,
      metadata: { topic: 'b' },
    });
    expect(await json('GET', `/${first.id}`)).toEqual({ ...first, metadata: { topic: 'b' } });
    expect((await json('POST', `/${second.id}`, { metadata: null })).metadata).toEqual({});
    const page = await json('GET', '?limit=1');
    expect(page).toMatchObject({ data: [{ id: second.id }], has_more: true });
    expect(await json('GET', `?limit=1&cursor=${String(page['next_cursor'])}`)).toMatchObject({
      data: [{ id: first.id, metadata: { topic: 'b' } }],
      has_more: false,
      next_cursor: null,
    });
  });

  test('hold items in order, read from either end, one by one, and exported', async () => {
    const { json, call } = newProject();
    const { id } = await json('POST', '', { items: [hello] });
    const added = await json('POST', `/${id}/items`, {
      items: [
        { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c', output: 'ok' },
      ],
    });
    const all = await json('GET', `/${id}/items?order=asc`);

    expect(all.data.map(({ type }) => type)).toEqual(['message', 'function_call', 'function_call_output']);
    expect(all).toMatchObject({ first_id: all.data[0]?.id, last_id: all.data[2]?.id, has_more: false });
    expect(added.data).toEqual(all.data.slice(1));
    const newest = await json('GET', `/${id}/items?limit=2`);
    expect(newest).toMatchObject({
      data: [{ type: 'function_call_output' }, { type: 'function_call' }],
      has_more: true,
    });
    expect(await json('GET', `/${id}/items?limit=2&after=${newest.last_id}`)).toMatchObject({
      data: [{ type: 'message' }],
      has_more: false,
    });
    expect(await json('GET', `/${id}/items/${all.first_id}`)).toEqual(all.data[0]);
    const exported = await call('GET', `/${id}/export`);
    expect(exported.headers.get('content-type')).toBe('application/jsonl');
    const lines = (await exported.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect(lines.map((line) => line.id)).toEqual([id, ...all.data.map((item) => item.id)]);
    expect(await json('DELETE', `/${id}/items/${all.first_id}`)).toMatchObject({ id, object: 'conversation' });
    expect((await json('GET', `/${id}/items?order=asc`)).data).toEqual(all.data.slice(1));
    expect((await call('GET', `/${id}/items/${all.first_id}`)).status).toBe(404);
    expect((await call('DELETE', `/${id}/items/msg_nonsense`)).status).toBe(404);
    expect((await call('GET', `/${id}/items?after=nonsense`)).status).toBe(400);
  });

  test('the same idempotency key adds once and answers the same', async () => {
    const { json } = newProject();
    const { id } = await json('POST', '');
    const add = () => json('POST', `/${id}/items`, { items: [hello] }, { 'idempotency-key': 'once' });

    expect(await add()).toEqual(await add());
    expect((await json('GET', `/${id}/items`)).data).toHaveLength(1);
  });

  test('turns of calls are loaded as messages, once for each request, also when they are large', async () => {
    const { ports, projectId, json } = newProject();
    const { id } = await json('POST', '');
    const text = large();
    const turn = {
      requestId: 'r1',
      messages: [{ role: 'user', content: text }],
      answer: { role: 'assistant', content: 'Hi.' },
    };

    expect(await appendTurn(ports, projectId, id, turn)).toEqual({ version: 2, wasThere: false });
    expect(await appendTurn(ports, projectId, id, turn)).toEqual({ version: 2, wasThere: true });
    await appendTurn(ports, projectId, id, { requestId: 'r2', messages: [hello], answer: null });
    const { messages, version } = await loadConversation(ports, projectId, id);

    expect(version).toBe(3);
    expect(JSON.stringify(messages.map(({ role }) => role))).toBe('["user","assistant","user"]');
    expect(JSON.stringify(messages[0])).toContain(text);
    expect((await traces(projectId)).filter((name) => name.startsWith('conversations/'))).toHaveLength(1);
  });

  test('turns that come at the same time are all kept, each in one piece', async () => {
    const { ports, projectId, json } = newProject();
    const { id } = await json('POST', '');
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map((name) =>
        appendTurn(ports, projectId, id, {
          requestId: name,
          messages: [{ role: 'user', content: name }],
          answer: { role: 'assistant', content: `${name}!` },
        }),
      ),
    );
    const items = (await json('GET', `/${id}/items?order=asc`)).data;
    const texts = items.map(({ content }) => content[0]?.text ?? '');

    expect(texts.filter((_, index) => index % 2 === 0).sort()).toEqual(names);
    expect(texts.filter((_, index) => index % 2 === 1)).toEqual(
      texts.filter((_, index) => index % 2 === 0).map((text) => `${text}!`),
    );
  });

  test('deleting leaves nothing, nowhere, and can be completed when it was interrupted', async () => {
    const { ports, projectId, json, call } = newProject();
    const { id } = await json('POST', '', { items: [hello] });
    await appendTurn(ports, projectId, id, {
      requestId: 'r',
      messages: [{ role: 'user', content: large() }],
      answer: null,
    });
    expect((await traces(projectId)).length).toBeGreaterThan(4);
    const broken = {
      ...ports,
      blobs: {
        ...ports.blobs,
        remove: async () => {
          throw new Error('no connection');
        },
      },
    };
    const { deleteConversation } = await import('../../../shared/storage/conversation-delete.ts');
    await expect(deleteConversation(broken, { projectId, conversationId: id })).rejects.toThrow('no connection');

    expect((await call('GET', `/${id}`)).status).toBe(404);
    await expect(
      appendTurn(ports, projectId, id, { requestId: 'late', messages: [hello], answer: null }),
    ).rejects.toThrow('was not found');
    expect(await json('DELETE', `/${id}`)).toEqual({ id, object: 'conversation.deleted', deleted: true });
    expect(await traces(projectId)).toEqual([]);
    expect((await call('DELETE', `/${id}`)).status).toBe(404);
  });

  test('an item that is deleted takes its object along', async () => {
    const { ports, projectId, json } = newProject();
    const { id } = await json('POST', '');
    await appendTurn(ports, projectId, id, {
      requestId: 'r',
      messages: [{ role: 'user', content: large() }],
      answer: null,
    });
    const [Key = ''] = (await traces(projectId)).filter((name) => name.startsWith('conversations/'));
    const { last_id: itemId } = await json('GET', `/${id}/items`);
    await json('DELETE', `/${id}/items/${itemId}`);

    await expect(telemetry.s3.send(new GetObjectCommand({ Bucket: telemetry.bucket, Key }))).rejects.toThrow();
    expect((await loadConversation(ports, projectId, id)).messages).toEqual([]);
  });

  test('end when they were said to, or when the project’s retention does', async () => {
    const { json, call, pass } = newProject();
    const soon = await json('POST', '', { expires_after: { anchor: 'created_at', seconds: 3_600 } });
    const later = await json('POST', '');
    const tooLate = await call('POST', '', { expires_after: { anchor: 'created_at', seconds: 31 * 86_400 } });

    expect(tooLate.status).toBe(400);
    expect(await tooLate.json()).toMatchObject({ error: { param: 'expires_after.seconds' } });
    pass(3_600_000);
    expect((await call('GET', `/${soon.id}`)).status).toBe(404);
    expect((await json('GET', '')).data.map((each) => each.id)).toEqual([later.id]);
    pass(30 * day);
    expect((await call('GET', `/${later.id}/items`)).status).toBe(404);
  });

  test('are of one project: another does not see, change or delete them', async () => {
    const mine = newProject();
    const others = newProject();
    const { id } = await mine.json('POST', '', { items: [hello] });
    const { last_id: itemId } = await mine.json('GET', `/${id}/items`);

    for (const [method, path, body] of [
      ['GET', `/${id}`],
      ['POST', `/${id}`, { metadata: {} }],
      ['GET', `/${id}/items`],
      ['POST', `/${id}/items`, { items: [hello] }],
      ['GET', `/${id}/items/${itemId}`],
      ['DELETE', `/${id}/items/${itemId}`],
      ['GET', `/${id}/export`],
      ['DELETE', `/${id}`],
    ] as const) {
      expect((await others.call(method, path, body)).status, `${method} ${path}`).toBe(404);
    }
    expect((await others.json('GET', '')).data).toEqual([]);
    expect((await mine.json('GET', `/${id}/items`)).data).toHaveLength(1);
  });

  test('hold no more than can be loaded', async () => {
    const { ports, projectId, json } = newProject();
    const { id } = await json('POST', '');
    const tooMany = Array.from({ length: 91 }, () => hello);
    const tooLarge = Array.from({ length: 3 }, () => ({ role: 'user', content: 'x'.repeat(3 * 1024 * 1024) }));

    await expect(appendTurn(ports, projectId, id, { requestId: 'a', messages: tooMany, answer: null })).rejects.toThrow(
      'at most 90',
    );
    await expect(
      appendTurn(ports, projectId, id, { requestId: 'b', messages: tooLarge, answer: null }),
    ).rejects.toMatchObject({ code: 'conversation_full', status: 400 });
    expect((await loadConversation(ports, projectId, id)).messages).toEqual([]);
  });
});
