import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Role } from '../../../shared/contract/access.ts';
import { projectHeader } from '../../../shared/contract/common.ts';
import { type NewView, type SavedView, savedViewSchema } from '../../../shared/contract/saved-views.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { type AuditEntries, createAuditEntries } from '../../../shared/storage/audit-entries.ts';
import { maxViews } from '../../../shared/storage/saved-view-changes.ts';
import { createSavedViews, type SavedViewRepository } from '../../../shared/storage/saved-views.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { serveViews } from './serve-views.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
let views: SavedViewRepository;
let audit: AuditEntries;

beforeAll(async () => {
  const { core: tableName } = await createTables(environment, ['core']);
  const ports = { documents: createDocumentClient(environment), tableName };
  views = createSavedViews(ports);
  audit = createAuditEntries(ports);
});

/** What a person of that role gets from the API. */
function personOf(projectId: string, id: string, role: Role) {
  const api = createApi({
    authenticator: { authenticate: async () => ({ kind: 'person', id, email: null }) },
    memberships: { get: async () => ({ role, email: `${id}@example.com` }) },
    logger: silentLogger,
  });
  serveViews(api, { views });
  return async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: 'Bearer t', [projectHeader]: projectId, 'content-type': 'application/json' };
    const response = await api.app.request(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  };
}
type Caller = ReturnType<typeof personOf>;

const failed = { name: 'Failed', page: 'traces', query: 'status:error' };
const make = async (caller: Caller, part: object = {}): Promise<SavedView> =>
  savedViewSchema.parse((await caller('POST', '/api/v2/views', { ...failed, ...part })).json);
const namesOf = async (caller: Caller) =>
  (await caller('GET', '/api/v2/views?page=traces')).json.items.map(({ name }: SavedView) => name);

describe('saved views', () => {
  test('that are private do not exist for others; shared ones are for all of the project, and of no other', async () => {
    const projectId = crypto.randomUUID();
    const [ada, bob] = [personOf(projectId, 'ada', 'editor'), personOf(projectId, 'bob', 'admin')];
    const mine = await make(ada, { name: 'Mine' });
    await make(ada, {
      name: 'Ours',
      visibility: 'shared',
      range: { last: '24h' },
      columns: [{ id: 'name', width: 90 }],
    });

    expect(await namesOf(ada)).toEqual(['Mine', 'Ours']);
    expect(await namesOf(bob)).toEqual(['Ours']);
    expect(await namesOf(personOf(crypto.randomUUID(), 'ada', 'admin'))).toEqual([]);
    expect((await bob('PATCH', `/api/v2/views/${mine.id}`, { expectedVersion: 1, name: 'Taken' })).status).toBe(404);
    expect((await bob('DELETE', `/api/v2/views/${mine.id}`)).status).toBe(404);
    expect((await audit.list(projectId, { limit: 9 })).items.map(({ action }) => action)).toEqual(['view.created']);
  });

  test('are shared, changed and deleted by editors, each with an audit entry; viewers keep private ones', async () => {
    const projectId = crypto.randomUUID();
    const [viewer, editor] = [personOf(projectId, 'vera', 'viewer'), personOf(projectId, 'ed', 'editor')];
    const { id } = await make(editor);
    const path = `/api/v2/views/${id}`;
    expect((await make(viewer, { name: 'Own' })).createdBy.name).toBe('vera@example.com');

    expect((await editor('PATCH', path, { expectedVersion: 1, visibility: 'shared' })).json.version).toBe(2);
    for (const attempt of [
      viewer('POST', '/api/v2/views', { ...failed, visibility: 'shared' }),
      viewer('PATCH', path, { expectedVersion: 2, name: 'X' }),
      viewer('DELETE', path),
      personOf(projectId, 'other', 'admin')('PATCH', path, { expectedVersion: 2, visibility: 'private' }),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    expect((await editor('PATCH', path, { expectedVersion: 2, name: 'Broken' })).json).toMatchObject({ version: 3 });
    expect((await editor('PATCH', path, { expectedVersion: 3, visibility: 'private' })).status).toBe(200);
    expect((await editor('PATCH', path, { expectedVersion: 4, visibility: 'shared' })).status).toBe(200);
    expect((await editor('DELETE', path)).status).toBe(204);

    const actions = (await audit.list(projectId, { limit: 9 })).items.map(({ action }) => action);
    expect(actions).toEqual(['deleted', 'shared', 'unshared', 'updated', 'shared'].map((action) => `view.${action}`));
    expect([await namesOf(editor), await namesOf(viewer)]).toEqual([[], ['Own']]);
  });

  test('that changed meanwhile are not overwritten', async () => {
    const ada = personOf(crypto.randomUUID(), 'ada', 'editor');
    const { id } = await make(ada, { visibility: 'shared' });
    const change = (query: string) => ada('PATCH', `/api/v2/views/${id}`, { expectedVersion: 1, query });

    const answers = await Promise.all(['a', 'b', 'c'].map(change));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.code).toBe('view_changed');
  });

  test(`are at most ${maxViews}, however many are made at once`, async () => {
    const projectId = crypto.randomUUID();
    const actor = { kind: 'person', id: 'p', name: 'p' } as const;
    const access = { context: { actor, requestId: 'r' }, canShare: true };
    const view: NewView = { ...failed, page: 'traces', columns: [], range: null, visibility: 'private' };
    const attempts = Array.from({ length: maxViews + 4 }, () => views.create(projectId, view, access));

    const outcomes = await Promise.allSettled(attempts);

    const refusals = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(new Set(refusals)).toEqual(new Set(['too_many_views']));
    expect(await views.list(projectId, actor)).toHaveLength(maxViews);
    expect((await views.list(projectId, { ...actor, id: 'q' })).length).toBe(0);
  });

  test.each([
    [{ ...failed, columns: [{ id: 'a', width: 1 }] }, 'body.columns.0.width'],
    [{ ...failed, range: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } }, 'body.range'],
    [{ ...failed, columns: ['a', 'a'].map((id) => ({ id, width: null })) }, 'body.columns'],
    [{ ...failed, name: ' ' }, 'body.name'],
  ])('that make no sense are refused by field %#', async (body, field) => {
    const { status, json } = await personOf(crypto.randomUUID(), 'ada', 'editor')('POST', '/api/v2/views', body);

    expect(status).toBe(400);
    expect(json.errors[0].field).toContain(field);
  });
});
