import { describe, expect, test, vi } from 'vitest';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { silentLogger } from '../observability/logger.ts';
import { lateDayKey } from './trace-digest-keys.ts';
import { createLateDays, sharedLateDays } from './trace-late-day-notes.ts';
import { prepareMetaWrite } from './trace-meta-write.ts';

const minute = 60_000;
const now = 1e12;

function stage(answer: () => Promise<unknown> = async () => ({})) {
  const send = vi.fn(answer);
  const documents = { send } as unknown as DynamoDBDocumentClient;
  const error = vi.fn();
  const ports = { documents, tableName: 't', logger: { ...silentLogger, error } };
  return { send, error, ports, lateDays: createLateDays(ports) };
}

const refuse = () => Promise.reject(new Error('throttled'));

describe('a day with late writes', () => {
  test('is told once, by all records of a batch, and again after a while', async () => {
    const { lateDays, send } = stage(() => new Promise((done) => setTimeout(done, 5)));
    await Promise.all(Array.from({ length: 16 }, () => lateDays.note('p', [0, minute], now)));
    expect(send).toHaveBeenCalledTimes(1);

    await lateDays.note('p', [0], now + 9 * minute);
    expect(send).toHaveBeenCalledTimes(1);
    await lateDays.note('p', [0], now + 10 * minute);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('that cannot be told is told by the next write', async () => {
    const { lateDays, send, error } = stage(refuse);
    await lateDays.note('p', [0], now);
    expect(error).toHaveBeenCalledWith('traces.late_day.lost', expect.objectContaining({ projectId: 'p' }));
    await lateDays.note('p', [0], now + 1);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('is remembered by all who use a client, per table', () => {
    const { ports } = stage();
    expect(sharedLateDays(ports)).toBe(sharedLateDays({ ...ports }));
    expect(sharedLateDays(ports)).not.toBe(sharedLateDays({ ...ports, tableName: 'u' }));
    expect(sharedLateDays(ports)).not.toBe(sharedLateDays(stage().ports));
  });

  test('lies in one of several partitions', () => {
    const partitions = Array.from({ length: 100 }, (_, day) => lateDayKey('p', day).pk);
    expect(new Set(partitions).size).toBe(8);
  });
});

describe('a table that refuses to be told of days', () => {
  const change = { projectId: 'p', traceId: 't', before: null, now };
  const startsAt = { timeSk: '00000000000001#t' };

  test('keeps no span, score or tag from being stored', async () => {
    const { lateDays } = stage(refuse);
    const next = { version: 1, ttl: 1, ...startsAt };
    const items = await prepareMetaWrite({ ...change, next }, { tableName: 't', lateDays });
    expect(items).toHaveLength(2);
  });

  test('stops a deletion, of which nothing may stay', async () => {
    const { lateDays } = stage(refuse);
    const next = { version: 1, ttl: 1, deletedAt: now, ...startsAt };
    await expect(prepareMetaWrite({ ...change, next }, { tableName: 't', lateDays })).rejects.toThrow('throttled');
  });
});
