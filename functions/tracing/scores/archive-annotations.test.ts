import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Score } from '../../../shared/contract/scores.ts';
import { type Logger, silentLogger } from '../../../shared/observability/logger.ts';
import { NotArchivableError } from '../../../shared/storage/annotation-archive.ts';
import { decompressJson } from '../../../shared/telemetry/compression.ts';
import { testProjectId, testTime } from '../../../test/support/build-span.ts';
import type { DeletionMessage } from '../deletion/deletion-message.ts';
import type { DeletionQueue } from '../deletion/deletion-queue.ts';
import { annotationsPath } from '../raw/decode-raw-object.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import { memoryRawStore, testArchive } from '../testing/memory-archive.ts';
import { createAnnotationArchive } from './archive-annotations.ts';

const inDays = (days: number) => testTime / 1000 + days * 86_400;
const said = { scores: [{ id: 'a', comment: 'well said' } as Score], tags: [] };
let store: ReturnType<typeof memoryRawStore>;
let puts: number;
let failure: Error | null;
let queued: [DeletionMessage, number][];
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

function open(
  retentionDays = 30,
  send: DeletionQueue['send'] = async (message, delaySeconds = 0) => void queued.push([message, delaySeconds]),
) {
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

test('what S3 refuses is left to whoever archives it later, once, before it is stored', async () => {
  const object = open();
  failure = new Error('S3 is away');

  await object.write(said, inDays(30));

  const left = { projectId: testProjectId, target, unarchivedKey: object.rawKey };
  expect(queued).toEqual([[left, 60]]);
  await object.write({ ...said, scores: [] }, inDays(30));
  await object.withdraw();
  expect(queued).toHaveLength(1);
});

test('what S3 takes, or nobody writes, is left to nobody', async () => {
  await open().withdraw();
  const object = open();
  await object.write(said, inDays(30));

  expect(queued).toEqual([]);
});

test('what S3 refuses to take back is left to whoever looks what the table has', async () => {
  const object = open();
  await object.write(said, inDays(30));
  failure = new Error('S3 is away');

  await object.withdraw();

  expect(queued).toMatchObject([[{ unarchivedKey: object.rawKey }, 60]]);
});

test('what neither S3 nor the queue takes must not be stored, and the log says which object', async () => {
  const send = vi.fn(async () => {
    throw new Error('SQS is away');
  });
  const object = open(30, send);
  failure = new Error('S3 is away');

  const refusal = { name: 'NotArchivableError', status: 503, retryAfterSeconds: 5 };
  await expect(object.write(said, inDays(30))).rejects.toMatchObject(refusal);
  await expect(object.write({ ...said, scores: [] }, inDays(30))).rejects.toMatchObject(refusal);

  expect(logged).toEqual([
    ['ingestion.raw.failed', object.rawKey],
    ['ingestion.raw.failed', object.rawKey],
  ]);
});

describe('what S3 took although it said that it did not, where the queue refuses as well', () => {
  const send = async () => {
    throw new Error('SQS is away');
  };
  /** Stores each object, and says of those of these numbers that it did not. */
  const lying = (...lies: number[]) => {
    const put: typeof store.put = async (...object) => {
      await store.put(...object);
      if (lies.includes(puts++)) throw new Error('S3 timed out');
    };
    return createAnnotationArchive({
      ...{ archive: testArchive({ put }), deletionQueue: { send }, logger, ids: () => 'id-1' },
    }).open({ projectId: testProjectId, target, at: testTime, retentionDays: 30 });
  };

  test('is taken back: its sender is told that it failed', async () => {
    const object = lying(0);

    await expect(object.write(said, inDays(30))).rejects.toBeInstanceOf(NotArchivableError);

    expect(await contentOf(object.rawKey)).toEqual({ scores: [], tags: [] });
  });

  test('stays where it was tried before: only the table could tell what that came to', async () => {
    const object = lying(1);
    const other = { ...said, scores: [...said.scores, { id: 'b' } as Score] };

    await object.write(said, inDays(30));
    await expect(object.write(other, inDays(30))).rejects.toBeInstanceOf(NotArchivableError);

    expect(await contentOf(object.rawKey)).toEqual(other);
  });
});
