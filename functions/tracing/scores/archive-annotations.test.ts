import { beforeEach, expect, test } from 'vitest';
import type { Score } from '../../../shared/contract/scores.ts';
import { type Logger, silentLogger } from '../../../shared/observability/logger.ts';
import { decompressJson } from '../../../shared/telemetry/compression.ts';
import { testProjectId, testTime } from '../../../test/support/build-span.ts';
import type { DeletionMessage } from '../deletion/deletion-queue.ts';
import { annotationsPath } from '../raw/decode-raw-object.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import { memoryRawStore, testArchive } from '../testing/memory-archive.ts';
import { createAnnotationArchive } from './archive-annotations.ts';

const inDays = (days: number) => testTime / 1000 + days * 86_400;
const said = { scores: [{ id: 'a', comment: 'well said' } as Score], tags: [] };
let store: ReturnType<typeof memoryRawStore>;
let puts: number;
let failure: Error | null;
let queued: DeletionMessage[];
let logged: unknown[];
const target = { kind: 'session', sessionId: 's' } as const;

beforeEach(() => {
  store = memoryRawStore();
  puts = 0;
  failure = null;
  queued = [];
  logged = [];
});

const logger: Logger = { ...silentLogger, error: (event, fields) => void logged.push([event, fields?.['rawKey']]) };

function open(retentionDays = 30, send = async (message: DeletionMessage) => void queued.push(message)) {
  const put: typeof store.put = async (...object) => {
    puts += 1;
    if (failure !== null) throw failure;
    await store.put(...object);
  };
  return createAnnotationArchive({
    ...{ archive: testArchive({ put }), deletionQueue: { send }, logger, ids: () => 'id-1' },
  }).open({ projectId: testProjectId, target, at: testTime, retentionDays });
}

const contentOf = async (key: string) => await decompressJson(store.objects.get(key)?.body ?? new Uint8Array(), 1e6);

test('an object lies in the hour of its scores, and goes with their trace', async () => {
  const object = open();
  await object.write(said, inDays(20.25));

  expect(parseRawKey(object.rawKey)).toEqual({
    ...{ projectId: testProjectId, receivedAt: testTime, id: 'id-1', spanCount: 0 },
  });
  // A replay passes it over when its trace has gone; its bytes go with the class that covers that, here the project's own.
  expect(store.objects.get(object.rawKey)).toMatchObject({ path: annotationsPath, retentionDays: 20.25, lifetime: 30 });
  expect(await contentOf(object.rawKey)).toEqual(said);
});

test.each([
  ['29 days, of 30', 29, 30, 30],
  ['what is left of two, of 30', 1.3, 30, 3],
  ['29 days, of 45', 29, 45, 30],
  // 60 is more than its project keeps anything.
  ['44 days, of 45', 44, 45, 30],
])(
  'an object of a trace that has %s goes not before it, nor later than its project keeps things',
  async (_, left, keeps, lifetime) => {
    const object = open(keeps);
    await object.write(said, inDays(left));

    expect(store.objects.get(object.rawKey)).toMatchObject({ keptDays: keeps, lifetime });
  },
);

test('a transaction that is tried again writes only what came out otherwise, and that last', async () => {
  const object = open();
  const other = { ...said, scores: [...said.scores, { id: 'b' } as Score] };
  await Promise.all([object.write(said, inDays(30)), object.write(said, inDays(30)), object.write(other, inDays(30))]);

  expect(puts).toBe(2);
  expect(await contentOf(object.rawKey)).toEqual(other);
});

test('what was written for nothing is taken back, if anything was', async () => {
  const object = open();
  await object.withdraw();
  expect(puts).toBe(0);

  await object.write(said, inDays(30));
  await object.withdraw();

  expect(await contentOf(object.rawKey)).toEqual({ scores: [], tags: [] });
});

test('S3 refusing costs no score, but nobody is told that one is not there while it may be', async () => {
  const object = open();
  failure = new Error('S3 is away');

  await object.write(said, inDays(30));

  await expect(object.withdraw()).rejects.toMatchObject({ status: 503 });
});

test('what S3 refused is left to whoever archives it later, once the request is over', async () => {
  const object = open();
  failure = new Error('S3 is away');

  await object.write(said, inDays(30));
  expect(queued).toEqual([]);
  await object.close();

  expect(queued).toEqual([{ projectId: testProjectId, target, unarchivedKey: object.rawKey }]);
});

test('what S3 took in the end, or nobody wrote, is left to nobody', async () => {
  await open().close();
  const object = open();
  failure = new Error('S3 is away');
  await object.write(said, inDays(30));
  failure = null;
  await object.write({ ...said, scores: [] }, inDays(30));

  await object.close();

  expect(queued).toEqual([]);
});

test('a queue that refuses, too, costs no score: the log says what cannot be replayed', async () => {
  const object = open(30, async () => {
    throw new Error('SQS is away');
  });
  failure = new Error('S3 is away');
  await object.write(said, inDays(30));

  await object.close();

  expect(logged).toEqual([['ingestion.raw.failed', object.rawKey]]);
});
