import fc from 'fast-check';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { buildCall, buildSpan, hexOf, type SpanInput, testTime } from '../../test/support/build-span.ts';
import { createTables } from '../../test/support/create-tables.ts';
import { createTelemetry } from '../../test/support/create-telemetry.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import type { Span, TraceSummary } from '../contract/span.ts';
import { silentLogger } from '../observability/logger.ts';
import { createBlobStore } from '../telemetry/blob-store.ts';
import { toPayload } from '../telemetry/to-payload.ts';
import { allOf, anyOf, everything, type Filter } from '../trace-filter/filter.ts';
import { formatFilter } from '../trace-filter/format-filter.ts';
import { matchesTrace } from '../trace-filter/match-trace.ts';
import { parseFilter } from '../trace-filter/parse-filter.ts';
import { listTraces } from './trace-list.ts';
import { createTraceRepository, type TraceRepository } from './trace-repository.ts';
import type { TraceSearchPorts } from './trace-search.ts';

let ports: TraceSearchPorts;
let traces: TraceRepository;

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.filter;
}

async function store(projectId: string, name: string, input: SpanInput = {}): Promise<void> {
  const ids = { projectId, name, traceId: hexOf(name, 32), spanId: hexOf(`${name}${input.name ?? ''}`, 16) };
  const span: Span = input.type === 'llm' ? buildCall({ ...ids, ...input }) : buildSpan({ ...ids, ...input });
  const record = {
    projectId,
    source: 'otlp',
    receivedAt: testTime,
    spans: [{ ...span, traceId: ids.traceId }],
  } as const;
  await traces.store(record, { retentionDays: 30, capturesContent: true });
}

const range = { from: testTime - 3_600_000, to: testTime + 3_600_000 };

async function pages(projectId: string, filter: Filter, limit: number): Promise<TraceSummary[]> {
  const found: TraceSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await traces.list({ ...range, projectId, filter, limit, cursor });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const namesOf = (traces: readonly TraceSummary[]) => traces.map(({ name }) => name);
const search = async (projectId: string, text: string) => namesOf(await pages(projectId, filterOf(text), 50));

const project = 'search';
const varied: SpanInput[] = Array.from({ length: 24 }, (_, index) => ({
  at: -index * 60_000,
  type: index % 3 === 0 ? 'llm' : index % 3 === 1 ? 'tool' : 'span',
  status: (['ok', 'error', 'unset'] as const)[index % 3] ?? 'ok',
  errorType: index % 3 === 1 ? (index % 2 === 0 ? 'RateLimitError' : 'Timeout') : null,
  durationMs: index * 500,
  tokens: index * 100,
  sessionId: index % 4 === 0 ? 'visit' : null,
  userId: index % 5 === 0 ? 'Ada' : null,
  environment: index % 2 === 0 ? 'Prod' : null,
  release: index % 6 === 0 ? '1.2' : '1.3',
  service: 'shop',
  keyId: index % 2 === 0 ? 'key1' : null,
  tags: index % 4 === 1 ? ['checkout', 'EU'] : [],
  metadata: index % 3 === 2 ? { tenant: 'Acme', size: index } : {},
  isSimulated: index === 7,
  attributes: index === 4 ? { 'my.attribute': { deep: ['Needle in a stack'] } } : {},
}));

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  const [tables, telemetry] = await Promise.all([createTables(environment, ['traces']), createTelemetry(environment)]);
  const documents = createDocumentClient(environment);
  ports = { documents, tableName: tables.traces, blobs: createBlobStore(telemetry) };
  traces = createTraceRepository({ ...ports, logger: silentLogger });
  await Promise.all(varied.map((input, index) => store(project, `trace ${index}`, input)));
});

const texts = [
  ...[
    'model:gpt-5*',
    'model=openai/gpt-5-mini',
    'provider:OpenAI',
    'status:error',
    'type:tool',
    'type:l*',
    'name:"trace 1"*',
  ],
  ...[
    'error:ratelimit*',
    'environment:prod',
    'environment=Prod',
    'release:1.2',
    'release=1.3',
    'service:SHOP',
    'key:key1',
  ],
  ...[
    'session:visit',
    'session=visit',
    'session:vis*',
    'user:Ada',
    'user:ada',
    'tag:checkout',
    'tag=EU',
    'tag:e*',
    'trace:a*',
  ],
  ...[
    'metadata.tenant:acme',
    'metadata.tenant=Acme',
    'metadata.size:5',
    'cost>0.0000005',
    'cost<=0.000001',
    'tokens>=1k',
    'input=300',
  ],
  ...[
    'output<500',
    'latency>2s',
    'latency=2500ms',
    'ttft<300ms',
    'spans=1',
    'errors>0',
    'score.x>1',
    'score.x:good',
    'prompt:a',
  ],
  ...[
    'has:session',
    'has:user',
    'has:score',
    'has:error',
    'has:tag',
    'has:prompt',
    'has:metadata',
    'has:key',
    'has:model',
  ],
  ...['has:name', 'has:environment', 'has:release', 'has:service', 'has:cost', 'has:ttft', 'has:input', 'has:output'],
  ...['is:simulated', 'is:estimated', 'is:unpriced'],
];

describe('a search', () => {
  test('finds what fits, no more and no less, however terms are put together', async () => {
    const all = await pages(project, everything, 200);
    expect(all).toHaveLength(varied.length);
    const term = fc.constantFrom(...texts).map(filterOf);
    const part = fc.oneof(
      term,
      term.map((of): Filter => ({ kind: 'not', of })),
    );
    const group = fc.array(part, { minLength: 1, maxLength: 3 });
    const filter = fc.oneof(
      part,
      group.map(allOf),
      group.map(anyOf),
      fc.tuple(group.map(anyOf), group.map(allOf)).map(allOf),
      group.map((of): Filter => ({ kind: 'not', of: allOf(of) })),
    );
    const expectFound = async (each: Filter, limit: number) => {
      const fitting = all.filter((trace) => matchesTrace(each, trace));
      expect([formatFilter(each), namesOf(await pages(project, each, limit))]).toEqual([
        formatFilter(each),
        namesOf(fitting),
      ]);
    };
    await Promise.all(texts.map((text) => expectFound(filterOf(text), 50)));
    await fc.assert(fc.asyncProperty(filter, fc.constantFrom(6, 50), expectFound), { numRuns: 10 });
  });

  test('looks for a text in everything that spans hold, whatever its case', async () => {
    const large = toPayload({ note: 'x Haystack y' });
    const bytes = Array.from({ length: 9000 }, () => Math.random().toString(36).slice(2)).join(' ');
    await store('texts', 'large', { at: -1, input: toPayload({ bytes, end: 'The Haystack' }) });
    await store('texts', 'small', { at: -2, output: large });
    await store('texts', 'child', { at: -3 });
    await store('texts', 'child', {
      at: -2,
      name: 'inner',
      parentSpanId: hexOf('child', 16),
      statusMessage: 'No haystack left',
    });
    await store('texts', 'other', { at: -4, attributes: { unmapped: 'something' } });

    expect(await search(project, '"needle IN a"')).toEqual(['trace 4']);
    expect(await search(project, 'my.attribute')).toEqual(['trace 4']);
    expect(await search(project, 'needle -status:error type:tool')).toEqual([]);
    expect(await search('texts', 'haystack')).toEqual(['large', 'small', 'child']);
    expect(await search('texts', '-haystack')).toEqual(['other']);
    expect(await search('texts', 'some*thing OR name:small')).toEqual(['small', 'other']);
    expect(await search('texts', 'hay*left')).toEqual(['child']);
  });

  test('says how far it looked when time runs out, and goes on from there', async () => {
    // More than are read at the same time.
    const stored = Array.from({ length: 40 }, (_, index) => store('many', `trace ${index}`, { at: -index * 1000 }));
    await Promise.all(stored);
    let now = 0;
    const clock = () => {
      now += 2000;
      return now;
    };
    const slow = { ...ports, clock };
    const query = { ...range, projectId: 'many', filter: filterOf('needle'), limit: 50 };

    const first = await listTraces(query, slow);
    const second = await listTraces({ ...query, cursor: first.nextCursor ?? '' }, slow);

    expect(first.nextCursor).not.toBeNull();
    expect(first.searchedCount).toBeGreaterThan(0);
    expect(Date.parse(first.searchedTo)).toBeGreaterThan(Date.parse(second.searchedTo));
  });

  test('reads a session from its own index', async () => {
    const reads: string[] = [];
    const documents = new Proxy(ports.documents, {
      get: (target, name) =>
        name === 'send'
          ? (command: { input: { IndexName?: string } }) => {
              reads.push(command.input.IndexName ?? '');
              return target.send(command as never);
            }
          : Reflect.get(target, name),
    });
    const watched = { ...ports, documents };

    await listTraces({ ...range, projectId: project, filter: filterOf('session:visit status:ok'), limit: 50 }, watched);
    await listTraces({ ...range, projectId: project, filter: filterOf('user:Ada'), limit: 50 }, watched);

    expect(reads).toEqual(['bySession', 'byUser']);
  });
});

describe('the pages of a search', () => {
  test('neither repeat nor lose a trace while traces come and change', async () => {
    for (let index = 0; index < 8; index++) await store('moving', `m${index}`, { at: -index * 1000 });
    const filter = filterOf('status:ok');
    const first = await traces.list({ ...range, projectId: 'moving', filter, limit: 3 });
    expect(namesOf(first.items)).toEqual(['m0', 'm1', 'm2']);

    await store('moving', 'newer', { at: 5000 });
    // The root of a trace that was shown comes late: it started before what is still to come.
    await store('moving', 'm1', { at: -4500, name: 'late root', spanId: hexOf('late', 16) });
    await store('moving', 'm6', { at: -6500, name: 'm6 again', spanId: hexOf('again', 16) });
    const second = await traces.list({
      ...range,
      projectId: 'moving',
      filter,
      limit: 3,
      cursor: first.nextCursor ?? '',
    });
    const third = await traces.list({
      ...range,
      projectId: 'moving',
      filter,
      limit: 3,
      cursor: second.nextCursor ?? '',
    });

    expect([...second.items, ...third.items].map(({ traceId }) => traceId)).toEqual(
      [3, 4, 5, 6, 7].map((index) => hexOf(`m${index}`, 32)),
    );
    expect(third.nextCursor).toBeNull();
  });

  test('are of one filter: another refuses the cursor', async () => {
    const page = await traces.list({ ...range, projectId: project, filter: filterOf('has:service'), limit: 1 });

    const other = traces.list({ ...range, projectId: project, limit: 1, cursor: page.nextCursor ?? '' });

    await expect(other).rejects.toMatchObject({ status: 400, message: expect.stringContaining('of another filter') });
  });
});
