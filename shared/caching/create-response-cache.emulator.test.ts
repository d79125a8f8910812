import { randomBytes, randomUUID } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createTables } from '../../test/support/create-tables.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { maxInlineBytes, renewLease, takeLease } from '../storage/response-cache-entries.ts';
import { cacheEntryKey } from '../storage/response-cache-keys.ts';
import { createCacheSettingsRepository } from '../storage/response-cache-settings.ts';
import { type CacheLead, type CacheTimes, type CacheTurn, createResponseCache } from './create-response-cache.ts';

const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
const documents = createDocumentClient(environment);
const context = { actor: { kind: 'key', id: 'k', name: 'k' }, requestId: 'r' } as const;
const answer = { id: 'c', choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] };
/** Waits are short; a lease lasts until the test moves the clock. */
const times: CacheTimes = { lease: 600_000, longestWait: 60_000, firstPoll: 1, longestPoll: 5 };
let tables: Record<'core' | 'rollups', string>;

beforeAll(async () => {
  tables = await createTables(environment, ['core', 'rollups']);
});

/** A place that nobody knows yet, and processes that look for its answer at a time of the test's. */
function newPlace() {
  const projectId = randomUUID();
  const place = { projectId, namespace: 'faq', key: 'k' };
  const blobs = memoryBlobs();
  let now = Date.UTC(2026, 10, 26);
  const ports = { documents, coreTable: tables.core, rollupsTable: tables.rollups, blobs, clock: () => now };
  return {
    place,
    ports,
    blobs,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    clear: () => createCacheSettingsRepository({ documents, tableName: tables.core }).clear(projectId, 'faq', context),
    process(more: { monotonic?: () => number; times?: CacheTimes } = {}) {
      const cache = createResponseCache({
        ...ports,
        ...{ ids: randomUUID, random: () => 0, monotonic: () => 0, times, ...more },
      });
      return (signal = new AbortController().signal) => cache.begin({ ...place, ttlSeconds: 60, signal });
    },
  };
}

function asLead(turn: CacheTurn): CacheLead {
  if (turn.kind !== 'lead') throw new Error(`It is a ${turn.kind}.`);
  return turn;
}

describe('an answer', () => {
  test('is there to the end of its time, and not a moment longer', async () => {
    const { process, pass } = newPlace();
    expect(await asLead(await process()()).store(answer)).toBe(true);

    pass(59_999);
    expect(await process()()).toEqual({ kind: 'hit', completion: answer });
    pass(1);
    expect((await process()()).kind).toBe('lead');
  });

  test('that is too large for the table is in the bucket; without its object it is not there', async () => {
    const { process, blobs, place } = newPlace();
    const content = randomBytes(maxInlineBytes).toString('hex');
    const large = { choices: [{ message: { content }, finish_reason: 'stop' }] };
    await asLead(await process()()).store(large);

    expect(await process()()).toEqual({ kind: 'hit', completion: large });
    expect([...blobs.objects.keys()]).toEqual([expect.stringMatching(`^cache/${place.projectId}/k/`)]);
    blobs.objects.clear();
    expect((await process({ monotonic: growing(), times: { ...times, longestWait: 1 } })()).kind).not.toBe('hit');
  });

  test('that was asked for before a clearing is not found after it', async () => {
    const { process, clear } = newPlace();
    const early = asLead(await process()());
    await clear();
    await early.store(answer);

    expect((await process()()).kind).toBe('lead');
  });
});

describe('while somebody asks', () => {
  test('other processes wait, and share what comes', async () => {
    const { process } = newPlace();
    const lead = asLead(await process()());
    const others = [process()(), process()()];
    await lead.store(answer);

    expect(await Promise.all(others)).toEqual([
      { kind: 'shared', completion: answer },
      { kind: 'shared', completion: answer },
    ]);
  });

  test('and fails, those of the same process go alone, and of the others the next one asks', async () => {
    const { process } = newPlace();
    const begin = process();
    const lead = asLead(await begin());
    const signals = [new AbortController().signal, new AbortController().signal];
    const companions = signals.map(begin);
    const other = process()();
    await Promise.all(signals.map(isWaiting));
    await lead.abandon();

    expect((await Promise.all(companions)).map(({ kind }) => kind)).toEqual(['alone', 'alone']);
    expect((await other).kind).toBe('lead');
  });

  test('and dies, the next one asks when the lease is over; what comes of the dead is not kept', async () => {
    const { process, pass } = newPlace();
    const dead = asLead(await process()());
    pass(times.lease);
    const next = asLead(await process()());

    expect(await dead.store({ ...answer, id: 'late' })).toBe(false);
    expect(await next.store(answer)).toBe(true);
    expect(await process()()).toEqual({ kind: 'hit', completion: answer });
  });

  test('and renews its lease, nobody else takes it', async () => {
    const { ports, place, pass } = newPlace();
    const lease = { id: 'first', milliseconds: 1_000 };
    await takeLease(ports, place, lease, '0.0');
    pass(900);
    expect(await renewLease(ports, place, lease)).toBe(true);
    pass(900);
    expect(await takeLease(ports, place, { id: 'second', milliseconds: 1_000 }, '0.0')).toBe(false);
    pass(100);
    expect(await takeLease(ports, place, { id: 'second', milliseconds: 1_000 }, '0.0')).toBe(true);
    expect(await renewLease(ports, place, lease)).toBe(false);
  });

  test('and lives, its lease is renewed until it is done', async () => {
    const { process, pass, place } = newPlace();
    const lead = asLead(await process({ times: { ...times, lease: 60 } })());
    const leaseUntil = async () => {
      const Key = cacheEntryKey(place.projectId, place.key);
      return (await documents.send(new GetCommand({ TableName: tables.rollups, Key }))).Item?.['leaseUntil'];
    };
    const first: number = await leaseUntil();
    pass(40);

    await expect.poll(leaseUntil, { timeout: 30_000 }).toBe(first + 40);
    await lead.store(answer);
    expect(await leaseUntil()).toBeUndefined();
  });

  test('nobody waits for longer than is worth it', async () => {
    const { process } = newPlace();
    const impatient = { monotonic: growing(), times: { ...times, longestWait: 20 } };
    const begin = process(impatient);
    const lead = asLead(await begin());

    expect((await begin()).kind).toBe('alone');
    expect((await process(impatient)()).kind).toBe('alone');
    await lead.abandon();
  });

  test('who leaves waits no more, and does not hold up who comes after', async () => {
    const { process } = newPlace();
    const lead = asLead(await process()());
    const begin = process({ times: { ...times, firstPoll: 600_000, longestPoll: 600_000 } });
    const [caller, other] = [new AbortController(), new AbortController()];
    const waiting = begin(caller.signal);
    await isWaiting(caller.signal);
    const companion = begin(other.signal);
    await isWaiting(other.signal);
    caller.abort();

    await expect(waiting).rejects.toThrow('aborted');
    expect((await companion).kind).toBe('alone');
    await lead.store(answer);
    expect((await begin()).kind).toBe('hit');
  });

  test('who has left already does not wait for a companion', async () => {
    const { process } = newPlace();
    const begin = process();
    const lead = asLead(await begin());

    await expect(begin(AbortSignal.abort())).rejects.toThrow('aborted');
    await lead.abandon();
  });
});

/** Who waits listens for its caller's leaving. */
async function isWaiting(signal: AbortSignal): Promise<void> {
  await expect.poll(() => getEventListeners(signal, 'abort').length, { timeout: 30_000 }).toBeGreaterThan(0);
}

/** A clock of its own: each look is a millisecond later. */
function growing(): () => number {
  let now = 0;
  return () => now++;
}
