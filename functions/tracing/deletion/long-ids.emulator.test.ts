import { beforeAll, describe, expect, inject, test } from 'vitest';
import { traceDeletionSchema } from '../../../shared/contract/trace-deletion.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { createTraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import { summaryName } from '../../../shared/telemetry/summary-texts.ts';
import { buildCall, hexOf, type SpanInput, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import type { TraceDeletionMessage } from './deletion-message.ts';
import { deletionBounds, runDeletion } from './run-deletion.ts';
import { serveDeletions } from './serve-deletions.ts';
import type { DeletionQueuePorts } from './work-deletions.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
/** Longer than summaries and the index keep: of both only this is there. */
const shared = 'https://id.example.com/people/'.repeat(8);
const kinds = [
  { kind: 'user', attribute: 'userId' },
  { kind: 'session', attribute: 'sessionId' },
] as const;

let coreTable: string;
let stage: TraceStage;
let now = testTime;
const messages: TraceDeletionMessage[] = [];
const deletionQueue = { send: async (message: object) => void messages.push(message as TraceDeletionMessage) };

beforeAll(async () => {
  [{ core: coreTable }, stage] = await Promise.all([
    createTables(environment, ['core']),
    createTraceStage(environment),
  ]);
});

const deletions = () =>
  createTraceDeletionRepository({ documents: stage.documents, tableName: coreTable }, { clock: () => now });

const ports = (): DeletionQueuePorts => ({
  archive: stage.archive,
  ...stage.forgetting,
  coreTable,
  deletions: deletions(),
  deletionQueue,
  projects: { get: async () => null },
  clock: () => now,
  logger: silentLogger,
});

async function store(name: string, ...spans: SpanInput[]): Promise<string> {
  const traceId = hexOf(name, 32);
  await stage.traces.store(
    {
      ...{ projectId: testProjectId, source: 'otlp', receivedAt: testTime },
      spans: spans.map((span, index) => buildCall({ traceId, spanId: hexOf(`${name} ${index}`, 16), ...span })),
    },
    { retentionDays: 30, capturesContent: true },
  );
  return traceId;
}

function ask(target: object) {
  const principal: Principal = {
    ...{ kind: 'key', id: 'k', name: 'k', projectId: testProjectId, scopes: ['admin'], allowedModels: null },
  };
  const api = createApi({
    authenticator: { authenticate: async () => principal },
    memberships: { get: async () => null },
    logger: silentLogger,
  });
  serveDeletions(api, { deletions: deletions(), deletionQueue });
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
  return api.app.request('/api/v2/trace-deletions', { method: 'POST', body: JSON.stringify(target), headers });
}

/** Every step ends as early as `stepMilliseconds` says; between two of them passes what the next one waits for. */
async function runUntilDone(bounds: Partial<typeof deletionBounds> = {}): Promise<number> {
  let steps = 0;
  for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
    steps += 1;
    if (steps > 40) throw new Error('The deletion does not end.');
    now += 61_000;
    await runDeletion(message, ports(), { ...deletionBounds, ...bounds });
  }
  return steps;
}

async function deleteAll(target: object, bounds?: Partial<typeof deletionBounds>) {
  const response = await ask(target);
  const { id } = traceDeletionSchema.parse(await response.json());
  const steps = await runUntilDone(bounds);
  return { steps, record: await deletions().get(testProjectId, id) };
}

const isThere = async (traceId: string) => (await stage.traces.get(testProjectId, traceId)) !== null;

describe.each(kinds)('deleting a $kind whose id is longer than summaries keep', ({ kind, attribute }) => {
  const [own, other] = [`${shared}${kind}/1`, `${shared}${kind}/2`];

  test('leaves those whose ids begin with the same, and takes all of its own, however many stand before them', async () => {
    expect(summaryName(own)).toBe(summaryName(other));
    const stored = (name: string, count: number, at: number, id: string) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          store(`${kind} ${name} ${index}`, { at: at + index, [attribute]: id }),
        ),
      );
    const others = await stored('before', 60, 0, other);
    const owns = await stored('own', 60, 1_000, own);
    others.push(...(await stored('after', 5, 2_000, other)));

    const { record } = await deleteAll({ [attribute]: own });

    expect(record).toMatchObject({ status: 'done', traceCount: 60 });
    expect(await Promise.all(others.map(isThere))).toEqual(others.map(() => true));
    expect(await Promise.all(owns.map(isThere))).toEqual(owns.map(() => false));
    // What comes late of them is dropped.
    await store(`${kind} own 0`, { at: 5_000, [attribute]: own });
    expect(await isThere(owns[0] ?? '')).toBe(false);
  });

  test('looks at the span that lists take it from, in its last version, wherever its pack lies', async () => {
    const [child, ended] = [{ parentSpanId: hexOf('root', 16), at: -5_000 }, { durationMs: 2_000 }];
    const noise = Array.from({ length: 16_000 }, (_, index) => hexOf(`${kind} ${index}`, 64)).join('');
    const stays = [
      await store(`${kind} root other`, { [attribute]: other }, { ...child, [attribute]: own }),
      await store(`${kind} no longer own`, { [attribute]: own }),
    ];
    await store(`${kind} no longer own`, { ...ended, [attribute]: other });
    const goes = [
      await store(`${kind} root own`, { [attribute]: own }, { ...child, [attribute]: other }),
      await store(`${kind} now own`, { [attribute]: other }),
      await store(`${kind} large`, { [attribute]: own, attributes: { noise } }),
    ];
    await store(`${kind} now own`, { ...ended, [attribute]: own });

    await deleteAll({ [attribute]: own });

    expect(await Promise.all(stays.map(isThere))).toEqual([true, true]);
    expect(await Promise.all(goes.map(isThere))).toEqual([false, false, false]);
  });

  test('goes on where a step ended, and looks once more after one that found some', async () => {
    const traces = await Promise.all(
      [0, 1].map((index) => store(`${kind} late ${index}`, { at: 9_000 + index, [attribute]: own })),
    );

    // Every step has time for one page; the others' traces fill the first.
    const { steps, record } = await deleteAll({ [attribute]: own }, { stepMilliseconds: 0 });

    expect(record).toMatchObject({ status: 'done', traceCount: 2 });
    expect(steps).toBeGreaterThan(3);
    expect(await Promise.all(traces.map(isThere))).toEqual([false, false]);
  });

  test('is refused by the cut form that lists show: nobody can tell whose it is', async () => {
    const response = await ask({ [attribute]: summaryName(own) });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: `body.${attribute}` }] });
    expect(messages).toEqual([]);
  });
});
