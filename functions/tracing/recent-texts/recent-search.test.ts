import { GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { encodePackOf, toPackItem } from '../../../shared/storage/pack-items.ts';
import { readTraceTexts } from '../../../shared/storage/read-trace-texts.ts';
import { createRecentTexts } from '../../../shared/storage/recent-texts.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { metaKey, traceIndexKeys } from '../../../shared/storage/trace-keys.ts';
import { createTraceRepository, type TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { versionOf } from '../../../shared/telemetry/stored-span.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { everything, type Filter } from '../../../shared/trace-filter/filter.ts';
import { createTraceMatcher } from '../../../shared/trace-filter/match-trace.ts';
import { containsInOrder } from '../../../shared/trace-filter/matches-pattern.ts';
import { type FilterableTrace, textsOfSummary } from '../../../shared/trace-filter/trace-values.ts';
import { seededProjectId as projectId, seedTraces } from '../../../test/bench/trace-query/seed-traces.ts';
import { createMemoryTable, type MemoryTable } from '../../../test/bench/trace-query/table-in-memory.ts';
import { buildCall, hexOf, testTime } from '../../../test/support/build-span.ts';
import { filterOf } from '../../../test/support/digest-stage.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { countTraces } from '../queries/count-traces.ts';
import { indexRecentProject } from './index-recent-project.ts';

const minute = 60_000;
const count = 1_200;
const whole = { from: testTime - 60 * minute, to: testTime + minute };
const tableName = 'traces';
const blobs = memoryBlobs();

let table: MemoryTable;
/** What there is, newest first, with all texts in lower case. */
let all: { trace: FilterableTrace; texts: readonly string[] }[] = [];

/** Traces of the last hour: text of the first 50 minutes of it, and then changes of some. */
beforeAll(async () => {
  table = createMemoryTable(tableName);
  const at = { documents: table.documents, tableName };
  await seedTraces({ count, withPacks: count, within: 58 * minute }, { ...at, blobs });
  table.settle();
  const digests = createTraceDigests(at);
  const ports = { ...at, blobs, recent: createRecentTexts(at), ids: systemIds, logger: silentLogger, digests };
  for (const ago of [5, 4, 3]) {
    await indexRecentProject(projectId, { ...ports, clock: () => testTime - ago * minute }, Number.POSITIVE_INFINITY);
    for (let index = ago; index < count; index += 40)
      await change(index, fates[((index / 40) % fates.length) | 0] ?? 'say');
    table.settle();
  }
  all = await readAll();
});

const fates = ['say', 'delete', 'move', 'move far', 'tag'] as const;

/** What writers do: each write is a version more, with its spans. */
async function change(index: number, fate: (typeof fates)[number]): Promise<void> {
  const traceId = hexOf(`seeded ${index}`, 32);
  const key = metaKey(projectId, traceId);
  const { Item = {} } = await table.documents.send(new GetCommand({ TableName: tableName, Key: key }));
  const moves = { say: 0, tag: 0, delete: 0, move: 3, 'move far': 7 * minute };
  const start = Number(String(Item['timeSk']).slice(0, 14)) - moves[fate];
  const version = Number(Item['version']) + 1;
  const { sessionId, userId } = Item as { sessionId: string; userId: string };
  const keys = traceIndexKeys({ projectId, traceId, startMilliseconds: start, sessionId, userId });
  const shown = { ...Item, ...keys, version, startTime: new Date(start).toISOString(), tags: ['late'] };
  const items: Record<string, unknown>[] = [fate === 'delete' ? { ...key, version, deletedAt: testTime } : shown];
  if (fate !== 'delete' && fate !== 'tag')
    items.push(await packOf(traceId, `A giraffe came late, as number ${index}.`));
  await batchWrite(
    table.documents,
    tableName,
    items.map((each) => ({ PutRequest: { Item: each } })),
  );
}

async function packOf(traceId: string, text: string): Promise<Record<string, unknown>> {
  const span = buildCall({ projectId, traceId, spanId: hexOf(text, 16), output: toPayload(text) });
  const stored = { ...span, version: versionOf(span) } as Parameters<typeof encodePackOf>[1][number];
  const pack = await encodePackOf({ projectId, traceId, retentionDays: 30 }, [stored], blobs);
  return await toPackItem(pack, { contributions: [], receivedAt: testTime, ttl: 0 });
}

/** With a clock that goes on by so many milliseconds each time somebody looks, so that pages are out of time. */
function tracesAt(milliseconds = 0): TraceRepository {
  let now = testTime;
  const clock = () => {
    now += milliseconds;
    return now;
  };
  return createTraceRepository({ documents: table.documents, tableName, blobs, logger: silentLogger, clock });
}

async function listAll(
  filter: Filter,
  limit: number,
  traces: TraceRepository,
  range = whole,
): Promise<FilterableTrace[]> {
  const found: FilterableTrace[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await traces.list({ ...range, projectId, filter, limit, cursor });
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}

async function readAll() {
  const found = await listAll(everything, 200, tracesAt());
  return await Promise.all(
    found.map(async (trace) => {
      const texts = textsOfSummary(trace);
      const look = (each: Iterable<string>) => void texts.push(...each);
      const of = { projectId, traceId: String(trace.traceId) };
      await readTraceTexts(of, { look, isDone: () => false }, { documents: table.documents, tableName, blobs });
      return { trace, texts: texts.map((text) => text.toLowerCase()) };
    }),
  );
}

function expectedOf(filter: Filter, { from, to } = whole): string[] {
  const matches = createTraceMatcher(filter);
  return all.flatMap(({ trace, texts }) => {
    const started = Date.parse(String(trace.startTime));
    const find = (pattern: readonly string[]) => texts.some((text) => containsInOrder(text, pattern));
    return started >= from && started < to && matches(trace, find) === true ? [String(trace.traceId)] : [];
  });
}

const idsOf = (found: readonly FilterableTrace[]) => found.map(({ traceId }) => String(traceId));

const terms = [
  ...['refund', '"A REFUND"', 'giraffe', '"came late, as number 1"', '"question 7"', '"question 70:"', 'gir*late'],
  ...['"it needs" OR giraffe', '-giraffe', '-refund', '"on its way"', 'hippopotamus', 'the', 'seeded*refund'],
  ...['tag:vip', 'tag:late', '-tag:late', 'status:error', 'latency>4s', '(giraffe OR tag:vip)', '-(-refund)'],
  ...[
    'user="user 7"',
    'session:"session 1*"',
    '(giraffe OR session="session 9")',
    'has:tag',
    '-is:simulated',
    'cost>0',
  ],
  ...[`trace:${hexOf('seeded 43', 32)}`, `(giraffe OR trace:${hexOf('seeded 499', 32)})`, hexOf('seeded 43', 32)],
];

const filters = fc
  .array(fc.constantFrom(...terms), { minLength: 1, maxLength: 3 })
  .map((parts) => filterOf(parts.join(' ')));

describe('a search over text of recent traces', () => {
  test('finds what fits once, whatever the filter, the range, the page and the time that there is for it', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.integer({ min: 0, max: 60 * minute }),
        fc.integer({ min: 1, max: 60 * minute }),
        fc.constantFrom(1, 3, 50, 200),
        fc.constantFrom(0, 20, 800),
        async (filter, start, length, limit, milliseconds) => {
          const to = Math.min(whole.to, whole.from + start + length);
          // Pages of one trace each take their time.
          const range = { from: Math.max(whole.from + start, to - limit * 10 * minute), to };
          const found = await listAll(filter, limit, tracesAt(milliseconds), range);
          expect(idsOf(found)).toEqual(expectedOf(filter, range));
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test('finds the same for exports and counts', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const traces = tracesAt();
        const bounds = { maxQueries: 10_000, maxMilliseconds: 1_000_000 };
        const exported: string[] = [];
        for await (const { rows } of traces.search({ ...whole, projectId, filter, bounds }).steps)
          exported.push(...rows.map(({ traceId }) => traceId));
        const counted: FilterableTrace[] = [];
        const { isComplete } = await countTraces(
          { filter, ...whole },
          projectId,
          { maxTraces: 5000, maxMilliseconds: 1_000_000 },
          (trace) => counted.push(trace),
          { traces },
        );
        expect(exported).toEqual(expectedOf(filter));
        expect(isComplete).toBe(true);
        expect(counted).toHaveLength(exported.length);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
