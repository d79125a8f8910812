import { GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { encodePackOf, toPackItem } from '../../../shared/storage/pack-items.ts';
import { readTraceTexts } from '../../../shared/storage/read-trace-texts.ts';
import { hourOf } from '../../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { metaKey, traceIndexKeys } from '../../../shared/storage/trace-keys.ts';
import { lateNotes } from '../../../shared/storage/trace-late-notes.ts';
import { createTraceRepository, type TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { createTraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { createTextsDue } from '../../../shared/storage/trace-texts-due.ts';
import { versionOf } from '../../../shared/telemetry/stored-span.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { everything, type Filter } from '../../../shared/trace-filter/filter.ts';
import { createTraceMatcher } from '../../../shared/trace-filter/match-trace.ts';
import { containsInOrder } from '../../../shared/trace-filter/matches-pattern.ts';
import { parseFilter } from '../../../shared/trace-filter/parse-filter.ts';
import { type FilterableTrace, textsOfSummary } from '../../../shared/trace-filter/trace-values.ts';
import { seededProjectId, seedTraces } from '../../../test/bench/trace-query/seed-traces.ts';
import { createMemoryTable, type MemoryTable } from '../../../test/bench/trace-query/table-in-memory.ts';
import { buildCall, hexOf, testTime } from '../../../test/support/build-span.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { putStandingFence, standingFence } from '../../../test/support/standing-fence.ts';
import { digestDueTexts } from './digest-due-texts.ts';
import { digestHour } from './digest-hour.ts';
import { digestSlices } from './digest-slices.ts';
import { digestYoungTexts } from './digest-young-texts.ts';

const hour = 3_600_000;
const week = 168 * hour;
const count = 1_500;
const whole = { projectId: seededProjectId, from: testTime - week, to: testTime + 60_000 };
const everTo = Number.POSITIVE_INFINITY;
const bounds = { beginUntil: everTo, deadline: everTo };
/** Hours that are too young for a digest of their own, of whose slices some have text. */
const youngPlaces = [0, 1, 2, 3];
const hasSliceText = (hourOfSlice: number) => hourOfSlice !== hourOf(testTime) - hour;
/** Of a week some hours have no digest, some no text, and some were digested anew since. */
const isDigested = (place: number) => place > 3 && place % 29 !== 0;
const hasText = (place: number) => place % 7 !== 0;
const isDigestedAnew = (place: number) => place % 3 === 0;

let traces: TraceRepository;
let documents: DynamoDBDocumentClient;
let readTraceCount = 0;
const blobs = memoryBlobs();
/** What there is, newest first, with all texts in lower case. */
let all: { trace: FilterableTrace; texts: readonly string[] }[] = [];

beforeAll(async () => {
  const table = createMemoryTable('traces');
  const ports = { tableName: 'traces', blobs };
  await seedTraces({ count, withPacks: count }, { ...ports, documents: table.documents });
  table.settle();
  documents = countingTraces(table.documents);
  traces = createTraceRepository({ ...ports, documents, logger: silentLogger });
  await putStandingFence(table.documents, 'traces');
  await digestAll(table.documents, isDigested, testTime);
  table.settle();
  await digestTexts(table.documents);
  await digestYoung(table, testTime);
  for (const change of lateChanges) await writeLate(change, table.documents);
  table.settle();
  await digestYoung(table, testTime + hour);
  await digestAll(table.documents, (place) => isDigested(place) && isDigestedAnew(place), testTime + hour);
  table.settle();
  all = await readAll();
});

/** Counts the traces whose spans are read. */
function countingTraces(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const values = 'ExpressionAttributeValues' in command.input ? command.input.ExpressionAttributeValues : {};
    if (String(values?.[':pk']).includes('#TRACE#')) readTraceCount += 1;
    return await client.send(command);
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

function portsOf(table: DynamoDBDocumentClient, now: number) {
  const at = { documents: table, tableName: 'traces' };
  const parts = { digests: createTraceDigests(at), textsDue: createTextsDue(at), texts: createTraceTextDigests(at) };
  return { ...at, ...parts, blobs, clock: () => now, ids: systemIds, logger: silentLogger };
}

async function digestAll(table: DynamoDBDocumentClient, isDue: (place: number) => boolean, now: number): Promise<void> {
  for (let place = 0; place < 169; place++) {
    const of = { projectId: seededProjectId, hour: hourOf(testTime) - place * hour, fence: standingFence.id };
    if (isDue(place)) await digestHour(of, portsOf(table, now));
  }
}

/** In runs that have time for some traces each, so that most hours take several. */
async function digestTexts(table: DynamoDBDocumentClient): Promise<void> {
  let [now, pausedCount, digestedCount, isDone] = [testTime, 0, 0, false];
  const { textsDue, digests, ...ports } = { ...portsOf(table, testTime), clock: () => now };
  const slow: typeof digests = {
    ...digests,
    async *traces(...of) {
      for await (const trace of digests.traces(...of)) {
        now += 1;
        yield trace;
      }
    },
  };
  const some: typeof textsDue = {
    ...textsDue,
    async *all() {
      for await (const due of textsDue.all()) if (hasText((hourOf(testTime) - due.hour) / hour)) yield due;
    },
  };
  while (!isDone) {
    const end = now + tracesOfRun;
    const run = { ...ports, digests: slow, textsDue: some };
    const report = await digestDueTexts(run, { beginUntil: end, deadline: end });
    expect(report).toMatchObject({ givenUpCount: 0, failedCount: 0 });
    digestedCount += report.digestedCount;
    pausedCount += 1;
    isDone = report.waitingCount === 0;
  }
  expect(digestedCount).toBeGreaterThan(100);
  expect(pausedCount).toBeGreaterThan(30);
}

const tracesOfRun = 25;

/** Slices, and anew those of which something has gone; and the text of some. */
async function digestYoung({ documents: table, settle }: MemoryTable, now: number): Promise<void> {
  const ports = { ...portsOf(table, now), minTextTraces: 1 };
  const young = youngPlaces.map((place) => ({
    ...{ projectId: seededProjectId, hour: hourOf(testTime) - place * hour, fence: standingFence.id },
  }));
  for (const of of young) await digestSlices(of, ports);
  settle();
  const spoken = young.filter((of) => hasSliceText(of.hour));
  const { digestedCount } = await digestYoungTexts(spoken, ports, bounds);
  expect(digestedCount).toBeGreaterThan(0);
  settle();
}

interface LateChange {
  index: number;
  fate: 'add' | 'change' | 'delete' | 'move';
  move?: number;
}

const changesOf = (index: number, step: number): LateChange[] => [
  { index, fate: 'change' },
  { index: index + step, fate: 'delete' },
  { index: index + 2 * step, fate: 'add' },
  { index: index + 3 * step, fate: 'move', move: 1 },
  { index: index + 4 * step, fate: 'move', move: 20_000 },
  { index: index + 5 * step, fate: 'move', move: 27 * hour },
];
const lateChanges: LateChange[] = [
  ...Array.from({ length: 12 }, (_, each) => 60 + each * 115).flatMap((index) => changesOf(index, 12)),
  // Of the youngest hours.
  ...changesOf(4, 4),
  ...changesOf(6, 5),
];

/** What writers do, with the notes that they leave: spans with words that no digest knows of. */
async function writeLate({ index, fate, move = 0 }: LateChange, table: DynamoDBDocumentClient): Promise<void> {
  const projectId = seededProjectId;
  const seeded = metaKey(projectId, hexOf(`seeded ${index}`, 32));
  const { Item = {} } = await table.send(new GetCommand({ TableName: 'traces', Key: seeded }));
  const traceId = fate === 'add' ? hexOf(`added ${index}`, 32) : String(Item['traceId']);
  const before = Number(String(Item['timeSk']).slice(0, 14));
  const start = before - move;
  const { timePk, timeSk, sessionPk, sessionSk, userPk, userSk, ...bare } = Item;
  const keys = traceIndexKeys({ projectId, traceId, startMilliseconds: start, sessionId: null, userId: null });
  const next = { ...bare, ...metaKey(projectId, traceId), traceId, version: 2, ...keys };
  const shown = { ...next, startTime: new Date(start).toISOString(), tags: ['late'] };
  const gone = { ...metaKey(projectId, traceId), deletedAt: testTime };
  const starts = [fate === 'add' ? null : before, fate === 'delete' ? null : start];
  const notes = lateNotes({ projectId, traceId, version: 2, ttl: 0, starts, now: testTime }, 'traces');
  const pack = await packOf(traceId, `A giraffe came late, as number ${index}.`);
  const items = [fate === 'delete' ? gone : shown, pack, ...notes.map(({ Put }) => Put?.Item ?? {})];
  const requests = items.map((each) => ({ PutRequest: { Item: each } }));
  await batchWrite(table, 'traces', requests);
}

async function packOf(traceId: string, text: string): Promise<Record<string, unknown>> {
  const span = buildCall({ projectId: seededProjectId, traceId, spanId: hexOf(text, 16), output: toPayload(text) });
  const stored = { ...span, version: versionOf(span) } as Parameters<typeof encodePackOf>[1][number];
  const pack = await encodePackOf({ projectId: seededProjectId, traceId, retentionDays: 30 }, [stored], blobs);
  return await toPackItem(pack, { contributions: [], receivedAt: testTime, ttl: 0 });
}

async function readAll() {
  const { found } = await listPages(everything, 200);
  return await Promise.all(
    found.map(async (trace) => {
      const texts = textsOfSummary(trace);
      const of = { projectId: seededProjectId, traceId: String(trace.traceId) };
      const look = (each: Iterable<string>) => void texts.push(...each);
      await readTraceTexts(of, { look, isDone: () => false }, { documents, tableName: 'traces', blobs });
      return { trace, texts: texts.map((text) => text.toLowerCase()) };
    }),
  );
}

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

function expectedOf(filter: Filter, { from, to } = whole): string[] {
  const matches = createTraceMatcher(filter);
  return all.flatMap(({ trace, texts }) => {
    const started = Date.parse(String(trace.startTime));
    const find = (pattern: readonly string[]) => texts.some((text) => containsInOrder(text, pattern));
    return started >= from && started < to && matches(trace, find) === true ? [String(trace.traceId)] : [];
  });
}

const idsOf = (found: readonly FilterableTrace[]) => found.map(({ traceId }) => traceId);

const terms = [
  ...['refund', '"A REFUND"', 'giraffe', '"came late, as number 1"', '"question 7"', '"question 70:"', 'gir*late'],
  ...['"it needs" OR giraffe', '-giraffe', '-refund', '"on its way"', 'hippopotamus', 'the', 'seeded*refund'],
  ...['tag:vip', 'tag:late', '-tag:late', 'status:error', 'latency>4s', '(giraffe OR tag:vip)', '-(-refund)'],
];

describe('a search over digests of text', () => {
  test('finds what fits, whatever the filter, the range and the page, and whatever was written since', async () => {
    const filter = fc
      .array(fc.constantFrom(...terms), { minLength: 1, maxLength: 3 })
      .map((parts) => filterOf(parts.join(' ')));
    await fc.assert(
      fc.asyncProperty(
        filter,
        // Every other one within the hours that have slices.
        fc.oneof(fc.integer({ min: 0, max: week }), fc.integer({ min: week - 4 * hour, max: week })),
        fc.integer({ min: 1, max: week }),
        fc.constantFrom(7, 200),
        async (each, start, length, limit) => {
          const range = { ...whole, from: whole.from + start, to: Math.min(whole.to, whole.from + start + length) };
          const expected = expectedOf(each, range);
          const { found, isAll } = await listPages(each, limit, { maxPages: 3, range });
          expect(idsOf(found)).toEqual(isAll ? expected : expected.slice(0, found.length));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(terms)('finds all of %s, and goes on to the end', async (term) => {
    const filter = filterOf(term);
    const { found } = await listPages(filter, 200);
    expect(idsOf(found)).toEqual(expectedOf(filter));
  });

  test('reads the spans of few traces of young hours that have text', async () => {
    const from = hourOf(testTime) - 3 * hour;
    readTraceCount = 0;
    const page = await traces.list({
      ...whole,
      from,
      to: from + 2 * hour,
      filter: filterOf('hippopotamus'),
      limit: 50,
    });
    const traceCount = expectedOf(everything, { ...whole, from, to: from + 2 * hour }).length;

    expect(page).toMatchObject({ items: [], nextCursor: null });
    expect(readTraceCount).toBeLessThan(traceCount);
    expect(page.searchedCount).toBeGreaterThan(0);
  });

  test('reads the spans of few traces, and counts all as looked at', async () => {
    readTraceCount = 0;
    const page = await traces.list({ ...whole, filter: filterOf('hippopotamus'), limit: 50 });

    expect(page).toMatchObject({ items: [], nextCursor: null });
    // Digests count what has gone since, or moved, as well, and not what came.
    expect(Math.abs(page.searchedCount - all.length)).toBeLessThan(lateChanges.length);
    // In hours without text.
    expect(readTraceCount).toBeLessThan(count / 3);
  });
});
