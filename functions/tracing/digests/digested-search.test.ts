import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { hourOf } from '../../../shared/storage/trace-digest-keys.ts';
import { readDayDigests } from '../../../shared/storage/trace-digest-reads.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { dayOf } from '../../../shared/storage/trace-keys.ts';
import { lateNotes } from '../../../shared/storage/trace-late-notes.ts';
import { createTraceRepository, type TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { digestFormat } from '../../../shared/trace-digests/digest-codec.ts';
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

const hour = 3_600_000;
const week = 168 * hour;
const count = 12_000;
const whole = { projectId: seededProjectId, from: testTime - week, to: testTime + 60_000 };
/** Of a week, all but the latest and some others are digested. */
const isDigested = (place: number) => place > 3 && place % 29 !== 0;
/** An import of history has left more notes in the hours of a day than one search reads. */
const isFlooded = (place: number) => place > 60 && place < 67;
const notesPerHour = 410;

let traces: TraceRepository;
/** Believes no digest. */
let undigested: TraceRepository;
let documents: DynamoDBDocumentClient;
let scannedCount = 0;
let all: FilterableTrace[] = [];

beforeAll(async () => {
  const table = createMemoryTable('traces');
  const ports = { tableName: 'traces', blobs: memoryBlobs() };
  await seedTraces(count, 0, { ...ports, documents: table.documents });
  table.settle();
  documents = countingScanned(table.documents);
  traces = createTraceRepository({ ...ports, documents, logger: silentLogger });
  undigested = createTraceRepository({ ...ports, documents: withoutFence(table.documents), logger: silentLogger });
  all = (await listPages(everything, 200)).found;
  const digests = createTraceDigests({ documents: table.documents, tableName: 'traces' });
  await putStandingFence(table.documents, 'traces');
  for (let place = 0; place < 169; place++) {
    if (!isDigested(place)) continue;
    await digestHour(
      { projectId: seededProjectId, hour: hourOf(testTime) - place * hour, fence: standingFence.id },
      { digests, clock: () => testTime, ids: systemIds },
    );
  }
  for (let place = 0; place < 169; place++) if (isFlooded(place)) await putNotes(place, table.documents);
  table.settle();
});

function withoutFence(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) =>
    'Key' in command.input ? {} : await client.send(command);
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
  const starts = Array.from({ length: notesPerHour }, () => start);
  const notes = starts.flatMap((each, version) =>
    lateNotes({ projectId: seededProjectId, traceId: 't', version, ttl: 0, starts: [each], now: testTime }, 'traces'),
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

  test('counts what digests tell of as looked at', async () => {
    for (const text of ['tag:nowhere', 'tag=rare', 'cost>1', 'tag:vip status:error']) {
      for (const from of [whole.from, whole.from + 1_234_567, testTime - 30 * hour]) {
        const page = await traces.list({ ...whole, from, filter: filterOf(text), limit: 200 });
        const started = all.filter(({ startTime }) => Date.parse(String(startTime)) >= from);
        expect([text, page.nextCursor, page.searchedCount]).toEqual([text, null, started.length]);
      }
    }
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

  test('believes no hour with notes, however many there are, and goes on below what it could not read', async () => {
    const day = dayOf(hourOf(testTime) - 61 * hour);
    const range = { projectId: seededProjectId, from: day * 24 * hour, to: (day + 1) * 24 * hour, fenceId: 'standing' };
    const places = (of: Iterable<number>) => [...of].map((each) => (hourOf(testTime) - each) / hour);
    const first = await readDayDigests(range, { documents, tableName: 'traces' });
    const [lowest = 0] = places([first.readDownTo]);

    expect(first.queryCount).toBe(4);
    expect(places(first.hours.keys()).filter(isFlooded)).toEqual([]);
    expect(lowest).toBeLessThan((hourOf(testTime) - range.from) / hour);
    expect(places(first.hours.keys()).every((place) => place <= lowest)).toBe(true);
  });

  test.each([
    ['of this format, under this fence', {}, 1],
    ['of another format', { format: digestFormat + 1 }, 0],
    ['made under another fence', { fence: 'fallen' }, 0],
    ['made before there were fences', { fence: undefined }, 0],
  ])('believes a digest %s, or not', async (_, attributes, count) => {
    const digest = { sk: '01773100800000#D#0', format: digestFormat, fence: 'f', runs: new Uint8Array() };
    const send = async () => ({ Items: [{ ...digest, ...attributes }] });
    const ports = { documents: { send } as unknown as DynamoDBDocumentClient, tableName: 'traces' };
    const query = { projectId: 'p', from: 1_773_100_800_000, to: 1_773_104_400_000, fenceId: 'f' };

    expect((await readDayDigests(query, ports)).hours.size).toBe(count);
  });

  test('reads a fraction of the index', async () => {
    scannedCount = 0;
    const page = await traces.list({ ...whole, filter: filterOf('tag:rare'), limit: 50 });

    expect(page.items).toHaveLength(1);
    expect(page.searchedCount).toBe(count);
    // Most of them in the hours that have no digest.
    expect(scannedCount).toBeLessThan(count / 4);
  });
});
