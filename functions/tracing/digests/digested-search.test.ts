import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { hourOf } from '../../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../../shared/storage/trace-digests.ts';
import { createTraceRepository, type TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { everything, type Filter } from '../../../shared/trace-filter/filter.ts';
import { createTraceMatcher } from '../../../shared/trace-filter/match-trace.ts';
import { parseFilter } from '../../../shared/trace-filter/parse-filter.ts';
import type { FilterableTrace } from '../../../shared/trace-filter/trace-values.ts';
import { type ReadRecorder, recordReads } from '../../../test/bench/trace-query/recorded-reads.ts';
import { seededProjectId, seedTraces } from '../../../test/bench/trace-query/seed-traces.ts';
import { createMemoryTable } from '../../../test/bench/trace-query/table-in-memory.ts';
import { testTime } from '../../../test/support/build-span.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { digestHour } from './digest-hour.ts';

const hour = 3_600_000;
const week = 168 * hour;
const count = 12_000;
const whole = { projectId: seededProjectId, from: testTime - week, to: testTime + 60_000 };
/** Of a week, these have no digest: the latest, and some that have been written to. */
const isDigested = (place: number) => place > 3 && place % 29 !== 0;

let traces: TraceRepository;
let recorder: ReadRecorder;
let all: FilterableTrace[] = [];

beforeAll(async () => {
  const table = createMemoryTable('traces');
  const ports = { tableName: 'traces', blobs: memoryBlobs() };
  await seedTraces(count, 0, { ...ports, documents: table.documents });
  table.settle();
  recorder = recordReads(table.documents);
  traces = createTraceRepository({ ...ports, documents: recorder.documents, logger: silentLogger });
  all = (await listPages(everything, 200)).found;
  const digests = createTraceDigests({ documents: table.documents, tableName: 'traces' });
  for (let place = 0; place < 169; place++) {
    if (!isDigested(place)) continue;
    await digestHour(
      { projectId: seededProjectId, hour: hourOf(testTime) - place * hour },
      { digests, clock: () => testTime, ids: systemIds },
    );
  }
  table.settle();
});

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
  ...['name:answer*', 'tag:nowhere', '(user="user 3" OR user="user 4")', 'has:tag', '-has:error', 'errors=0'],
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

  test('reads a fraction of the index', async () => {
    recorder.take();
    await traces.list({ ...whole, filter: filterOf('tag:rare'), limit: 50 });
    const requests = recorder.take().flat();
    const indexQueries = requests.filter(({ input }) => 'IndexName' in input);

    // Four for each stretch of hours without a digest, and one for the only trace that fits.
    expect(indexQueries.length).toBeLessThan(40);
    expect(requests.length - indexQueries.length).toBeLessThan(12);
  });
});
