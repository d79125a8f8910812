import { beforeAll, describe, expect, inject, test } from 'vitest';
import { getSession, listSessions, listUsers, type SessionSummary } from '../../../shared/contract/trace-groups.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { serveGroups } from './serve-groups.ts';

let stage: TraceStage;
let queries = 0;

interface TestTrace {
  at: number;
  sessionId: string | null;
  userId: string | null;
  tokens: number;
  name: string;
  status: 'ok' | 'error';
}

/** Twelve sessions of three users, interleaved, over two days; every session begins and goes on at another time. */
const traces: TestTrace[] = Array.from({ length: 60 }, (_, index) => ({
  at: -index * 47 * 60_000,
  sessionId: index % 5 === 4 ? null : `visit #${(index * 7) % 12}/ä`,
  userId: index % 3 === 0 ? null : `user ${index % 3}`,
  tokens: index + 1,
  name: index % 4 === 0 ? 'refund' : 'greeting',
  status: index % 10 === 0 ? 'error' : 'ok',
}));

const isSimulated = ({ tokens }: TestTrace) => tokens % 2 === 0;

async function store(input: TestTrace, key: string, projectId = testProjectId): Promise<void> {
  const { at, sessionId, userId, tokens, name, status } = input;
  const span = buildCall({
    ...{
      projectId,
      traceId: hexOf(key, 32),
      at,
      sessionId,
      userId,
      tokens,
      name,
      status,
      isSimulated: isSimulated(input),
    },
  });
  const record = { projectId, source: 'otlp', receivedAt: testTime, spans: [span] } as const;
  await stage.traces.store(record, { retentionDays: 30, capturesContent: true });
}

beforeAll(async () => {
  stage = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
  await Promise.all(traces.map((trace, index) => store(trace, `trace ${index}`)));
});

function request(path: string, projectId = testProjectId) {
  const api = createApi({
    authenticator: {
      authenticate: async () => ({ kind: 'key', id: 'k', name: 'k', projectId, scopes: ['read'], allowedModels: null }),
    },
    memberships: { get: async () => null },
    logger: silentLogger,
  });
  const search: TraceStage['traces']['search'] = (query) => {
    queries += 1;
    return stage.traces.search(query);
  };
  serveGroups(api, { traces: { search }, clock: () => testTime + 1000 });
  return api.app.request(path, { headers: { authorization: 'Bearer k' } });
}

async function allSessions(query: string) {
  const items: SessionSummary[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const response: Response = await request(`/api/v2/sessions?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const answer = listSessions.response.schema.parse(await response.json());
    items.push(...answer.items);
    cursor = answer.nextCursor;
  }
  return items;
}

/** The same sums, the slow way. */
function expected(filter: (trace: TestTrace) => boolean = () => true) {
  const newest = traces.filter((trace) => trace.sessionId !== null && filter(trace)).map(({ sessionId }) => sessionId);
  return [...new Set(newest)].map((sessionId) => {
    const own = traces.filter((trace) => trace.sessionId === sessionId);
    const tokens = own.reduce((sum, trace) => sum + 2 * trace.tokens, 0);
    const starts = own.map(({ at }) => testTime + at);
    return {
      sessionId,
      traceCount: own.length,
      errorCount: own.filter(({ status }) => status === 'error').length,
      totalTokens: tokens,
      costNanoUsd: tokens,
      simulatedCostNanoUsd: own.filter(isSimulated).reduce((sum, trace) => sum + 2 * trace.tokens, 0),
      simulatedTraceCount: own.filter(isSimulated).length,
      firstTime: new Date(Math.min(...starts)).toISOString(),
      lastTime: new Date(Math.max(...starts) + 1000).toISOString(),
      userCount: new Set(own.flatMap(({ userId }) => userId ?? [])).size,
      isComplete: true,
    };
  });
}

describe('sessions', () => {
  test.each([1, 5, 100])('stand where their newest trace does, with exact sums, %i a page', async (limit) => {
    queries = 0;
    const sessions = await allSessions(`limit=${limit}`);

    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(expected().map(({ sessionId }) => sessionId));
    expect(sessions).toMatchObject(expected());
    // A walk a page, a reading a session, and a look-up for each session that a later page meets again.
    expect(queries).toBeLessThanOrEqual(12 + Math.ceil(12 / limit + 1) * (limit === 100 ? 1 : 13));
  });

  test('are those with a trace that fits a filter; the sums are of all their traces', async () => {
    const fitting = expected(({ name, status }) => name === 'refund' && status === 'error');
    expect(fitting.length).toBeGreaterThan(1);
    expect(await allSessions('limit=2&q=name:refund%20status:error')).toMatchObject(fitting);
    expect(await allSessions('limit=2&q=name:nothing')).toEqual([]);
  });

  test('that traces come to while pages are read are neither lost nor repeated', async () => {
    const projectId = '01957ea0-0000-7000-8000-00000000000a';
    const ids = ['a', 'b', 'c', 'd'];
    const trace = { userId: null, tokens: 1, name: 'x', status: 'ok' } as const;
    await Promise.all(ids.map((id, index) => store({ ...trace, at: -1000 * index, sessionId: id }, id, projectId)));
    const seen: string[] = [];
    let cursor = '';
    do {
      const response = await request(`/api/v2/sessions?limit=1${cursor}`, projectId);
      const page = listSessions.response.schema.parse(await response.json());
      seen.push(...page.items.map(({ sessionId }) => sessionId));
      // All go on, after the first page was read.
      for (const id of ids) await store({ ...trace, at: 30_000, sessionId: id }, `${id} ${seen.length}`, projectId);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(ids);
  });

  test('are read by their id, and do not exist in other projects', async () => {
    const [first] = expected();
    const path = `/api/v2/sessions/${encodeURIComponent(first?.sessionId ?? '')}`;
    expect(getSession.response.schema.parse(await (await request(path)).json())).toMatchObject(first ?? {});
    expect((await request(path, crypto.randomUUID())).status).toBe(404);
    expect((await request('/api/v2/sessions/none')).status).toBe(404);
  });

  test('are read by an id that is longer than summaries keep', async () => {
    const projectId = '01957ea0-0000-7000-8000-00000000000c';
    const id = 'long '.repeat(60);
    await store({ at: 0, sessionId: id, userId: null, tokens: 1, name: 'x', status: 'ok' }, 'long', projectId);

    const response = await request(`/api/v2/sessions/${encodeURIComponent(id)}`, projectId);
    expect(await response.json()).toMatchObject({ traceCount: 1 });
  });

  test('of a range hold only what is in it, and a wrong cursor or filter is named', async () => {
    const from = new Date(testTime - 3 * 47 * 60_000).toISOString();
    const sessions = await allSessions(`from=${from}`);
    expect(sessions.map(({ traceCount }) => traceCount)).toEqual([1, 1, 1, 1]);
    for (const [query, field] of [
      ['cursor=x', 'query.cursor'],
      ['q=model:(', 'query.q'],
    ]) {
      const response = await request(`/api/v2/sessions?${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ field }] });
    }
  });
});

test('users have the sums of their traces and the sessions that they were in', async () => {
  const { items } = listUsers.response.schema.parse(await (await request('/api/v2/users')).json());
  expect(items.map(({ userId }) => userId)).toEqual(['user 1', 'user 2']);
  for (const { userId, traceCount, sessionCount, totalTokens } of items) {
    const own = traces.filter((trace) => trace.userId === userId);
    expect(traceCount).toBe(own.length);
    expect(totalTokens).toBe(own.reduce((sum, { tokens }) => sum + 2 * tokens, 0));
    expect(sessionCount).toBe(new Set(own.flatMap(({ sessionId }) => sessionId ?? [])).size);
  }
  expect((await request('/api/v2/users/user%201')).status).toBe(200);
});
