import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { hourOf } from '../../../shared/storage/trace-digest-keys.ts';
import { readDayDigests } from '../../../shared/storage/trace-digest-reads.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { dayOf, metaKey, traceIndexKeys } from '../../../shared/storage/trace-keys.ts';
import { lateNotes } from '../../../shared/storage/trace-late-notes.ts';
import { createTraceRepository, type TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { createTextsDue } from '../../../shared/storage/trace-texts-due.ts';
import { everything, type Filter } from '../../../shared/trace-filter/filter.ts';
import { createTraceMatcher } from '../../../shared/trace-filter/match-trace.ts';
import { parseFilter } from '../../../shared/trace-filter/parse-filter.ts';
import type { FilterableTrace } from '../../../shared/trace-filter/trace-values.ts';
import { seededProjectId, seedTraces } from '../../../test/bench/trace-query/seed-traces.ts';
import { createMemoryTable } from '../../../test/bench/trace-query/table-in-memory.ts';
import { hexOf, testTime } from '../../../test/support/build-span.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { putStandingFence, standingFence } from '../../../test/support/standing-fence.ts';
import { digestHour } from './digest-hour.ts';
import { digestSlices } from './digest-slices.ts';

const hour = 3_600_000;
const week = 168 * hour;
const count = 12_000;
const whole = { projectId: seededProjectId, from: testTime - week, to: testTime + 60_000 };
/** Of a week, all but the latest and some others are digested; of the latest, slices, but for the last half hour. */
const isDigested = (place: number) => place > 3 && place % 29 !== 0;
const isSliced = (place: number) => place <= 3;
/** An import of history has left more notes in the hours of a day than one search reads. */
const isFlooded = (place: number) => place > 60 && place < 67;
const notesPerHour = 1100;

let traces: TraceRepository;
/** Believes no digest. */
let undigested: TraceRepository;
let documents: DynamoDBDocumentClient;
let scannedCount = 0;
let all: FilterableTrace[] = [];

beforeAll(async () => {
  const table = createMemoryTable('traces');
  const ports = { tableName: 'traces', blobs: memoryBlobs() };
  await seedTraces({ count, withPacks: 0 }, { ...ports, documents: table.documents });
  table.settle();
  documents = countingScanned(table.documents);
  traces = createTraceRepository({ ...ports, documents, logger: silentLogger });
  undigested = createTraceRepository({ ...ports, documents: withoutFence(documents), logger: silentLogger });
  await putStandingFence(table.documents, 'traces');
  await digestAll(table.documents);
  for (let place = 0; place < 169; place++) if (isFlooded(place)) await putNotes(place, table.documents);
  for (const change of lateChanges) await writeLate(change, table.documents);
  table.settle();
  all = (await listPages(everything, 200)).found;
});

async function digestAll(table: DynamoDBDocumentClient): Promise<void> {
  const digests = createTraceDigests({ documents: table, tableName: 'traces' });
  const textsDue = createTextsDue({ documents: table, tableName: 'traces' });
  const ports = { digests, textsDue, clock: () => testTime, ids: systemIds };
  for (let place = 0; place < 169; place++) {
    const of = { projectId: seededProjectId, hour: hourOf(testTime) - place * hour, fence: standingFence.id };
    if (isDigested(place)) await digestHour(of, ports);
    if (isSliced(place)) await digestSlices(of, ports);
  }
}

/** Of the trace in this place of the seed, counted from the newest; `move` is by how much its start moves back. */
interface LateChange {
  index: number;
  fate: 'add' | 'change' | 'delete' | 'move';
  move?: number;
}

const lateChanges: LateChange[] = [60, 100, 101, 102, 140, 180, 333, 444, 445, 447, 700, 2001, 3001, 5555, 8001, 11_999]
  .flatMap((index): LateChange[] => [
    { index, fate: 'change' },
    { index: index + 5, fate: 'delete' },
    { index: index + 7, fate: 'add' },
    { index: index + 9, fate: 'move', move: 1 },
    { index: index + 11, fate: 'move', move: 20_000 },
    { index: index + 13, fate: 'move', move: 27 * hour },
  ])
  .filter(({ index }) => index < count);

/** What writers do to META, with the notes that they leave: what was written has values that no digest knows of. */
async function writeLate({ index, fate, move = 0 }: LateChange, table: DynamoDBDocumentClient): Promise<void> {
  const seeded = metaKey(seededProjectId, hexOf(`seeded ${index}`, 32));
  const { Item = {} } = await table.send(new GetCommand({ TableName: 'traces', Key: seeded }));
  const traceId = fate === 'add' ? hexOf(`added ${index}`, 32) : String(Item['traceId']);
  const before = Number(String(Item['timeSk']).slice(0, 14));
  const start = before - move;
  const { timePk, timeSk, sessionPk, sessionSk, userPk, userSk, ...bare } = Item;
  const keys = traceIndexKeys({ ...{ projectId: seededProjectId, traceId }, startMilliseconds: start, ...noOthers });
  const changes = {
    startTime: new Date(start).toISOString(),
    tags: ['rare', 'late'],
    userId: 'user 3',
    totalTokens: 7,
  };
  const next = { ...bare, ...metaKey(seededProjectId, traceId), traceId, version: 2, ...changes };
  const shown =
    fate === 'delete' ? { ...metaKey(seededProjectId, traceId), deletedAt: testTime } : { ...next, ...keys };
  const starts = [fate === 'add' ? null : before, fate === 'delete' ? null : start];
  const write = { projectId: seededProjectId, traceId, version: 2, ttl: 0, starts, now: testTime };
  const items = [shown, ...lateNotes(write, 'traces').map(({ Put }) => Put?.Item ?? {})];
  await batchWrite(
    table,
    'traces',
    items.map((each) => ({ PutRequest: { Item: each } })),
  );
}

const noOthers = { sessionId: null, userId: null };

function withoutFence(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) =>
    command instanceof BatchGetCommand && JSON.stringify(command.input).includes('FENCE')
      ? {}
      : await client.send(command);
  return { send } as unknown as DynamoDBDocumentClient;
}

/** Counts the rows of the index that the table looks at. */
function countingScanned(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const answer = await client.send(command);
    if ('IndexName' in command.input && 'ScannedCount' in answer) scannedCount += answer.ScannedCount ?? 0;
    return answer;
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

async function putNotes(place: number, table: DynamoDBDocumentClient): Promise<void> {
  const start = hourOf(testTime) - place * hour;
  const versions = Array.from({ length: notesPerHour }, (_, version) => version);
  const notes = versions.flatMap((version) =>
    lateNotes({ projectId: seededProjectId, traceId: 't', version, ttl: 0, starts: [start], now: testTime }, 'traces'),
  );
  await batchWrite(
    table,
    'traces',
    notes.map(({ Put }) => ({ PutRequest: { Item: Put?.Item } })),
  );
}

/** A page may be short, even empty: it took too long, or too many queries. */
async function listPages(filter: Filter, limit: number, { maxPages = Number.POSITIVE_INFINITY, range = whole } = {}) {
  const found: FilterableTrace[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    const page = await traces.list({ ...range, filter, limit, cursor });
    found.push(...page.items);
    if (page.nextCursor === null) return { found, isAll: true };
    cursor = page.nextCursor;
  }
  return { found, isAll: false };
}

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.filter;
}

const idsOf = (found: readonly FilterableTrace[]) => found.map(({ traceId }) => traceId);

const texts = [
  ...[
    'tag:rare',
    'tag:late',
    '-tag:late',
    'tag=vip',
    'tag:*ck*',
    '-tag:checkout',
    'metadata.order:*',
    'metadata.tenant="tenant 7"',
    'cost>0.0005',
  ],
  ...['tokens<60', 'latency>=5100ms', 'status:error', '-status:error', 'model:claude*', 'release:1.3', 'key=key3'],
  ...[
    'name:answer*',
    'tag:nowhere',
    '(user="user 3" OR user="user 4")',
    'has:tag',
    '-has:error',
    'errors=0',
    `trace=${hexOf('seeded 7000', 32)}`,
  ],
];

describe('a search over digests', () => {
  test('finds what fits, whatever the filter, the range and the page', async () => {
    const filter = fc
      .array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 })
      .map((parts) => filterOf(parts.join(' ')));
    const from = fc.integer({ min: 0, max: week });
    await fc.assert(
      fc.asyncProperty(
        filter,
        from,
        fc.integer({ min: 1, max: week }),
        fc.constantFrom(7, 200),
        async (each, start, length, limit) => {
          const range = { ...whole, from: whole.from + start, to: Math.min(whole.to, whole.from + start + length) };
          const matches = createTraceMatcher(each);
          const expected = all.filter((trace) => {
            const started = Date.parse(String(trace.startTime));
            return started >= range.from && started < range.to && matches(trace) === true;
          });
          const { found, isAll } = await listPages(each, limit, { maxPages: 3, range });
          expect(idsOf(found)).toEqual(idsOf(isAll ? expected : expected.slice(0, found.length)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('counts what digests tell of as looked at, and what was written late once', async () => {
    for (const text of ['tag:nowhere', 'tag=nowhere', 'cost>1', 'tag:vip status:error']) {
      for (const from of [whole.from, whole.from + 1_234_567, testTime - 30 * hour]) {
        const page = await traces.list({ ...whole, from, filter: filterOf(text), limit: 200 });
        const started = all.filter(({ startTime }) => Date.parse(String(startTime)) >= from).length;
        expect([text, page.nextCursor]).toEqual([text, null]);
        // A trace that came or went since the digest may count or not.
        expect(Math.abs(page.searchedCount - started)).toBeLessThanOrEqual(lateChanges.length);
      }
    }
    const quiet = { ...whole, from: whole.from + 3 * hour, to: whole.from + 23 * hour };
    const { found } = await listPages(everything, 200, { range: quiet });
    const page = await traces.list({ ...quiet, filter: filterOf('tag:nowhere'), limit: 200 });
    expect(page.searchedCount).toBe(found.length);
  });

  test('counts none of what digests tell of on two pages', async () => {
    for (const text of ['tag:vip', 'user="user 3" OR user="user 4"', 'tokens>500k OR tag:rare']) {
      const filter = filterOf(text);
      const pages = async (repository: TraceRepository) => {
        let [sum, cursor] = [0, undefined as string | undefined];
        do {
          const page = await repository.list({ ...whole, filter, limit: 5, cursor });
          sum += page.searchedCount;
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        return sum;
      };
      // What the table looked at for a page that was full before it counts again, without digests as well.
      expect(await pages(traces)).toBeLessThanOrEqual(await pages(undigested));
    }
  });

  test('believes no hour with too many notes, and goes on below what it could not read', async () => {
    const day = dayOf(hourOf(testTime) - 61 * hour);
    const fences = { hours: standingFence.id, slices: standingFence.id };
    const range = { projectId: seededProjectId, from: day * 24 * hour, to: (day + 1) * 24 * hour, fences };
    const places = (of: Iterable<number>) => [...of].map((each) => (hourOf(testTime) - each) / hour);
    const first = await readDayDigests(range, { documents, tableName: 'traces' });
    const [lowest = 0] = places([first.readDownTo]);
    const believed = [...first.hours].filter(([, { parts }]) => parts.size > 0).map(([each]) => each);

    expect(first.queryCount).toBe(4);
    expect(places(believed).filter(isFlooded)).toEqual([]);
    expect(lowest).toBeLessThan((hourOf(testTime) - range.from) / hour);
    expect(places(first.hours.keys()).every((place) => place <= lowest)).toBe(true);
  });

  test('reads a fraction of the index', async () => {
    scannedCount = 0;
    const page = await traces.list({ ...whole, filter: filterOf('tag:rare -tag:late'), limit: 50 });

    expect(page.items).toHaveLength(1);
    // Most of them in the hours that have no digest.
    expect(scannedCount).toBeLessThan(count / 3);
  });
});
