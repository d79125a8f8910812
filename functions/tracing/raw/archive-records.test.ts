import { beforeEach, expect, test } from 'vitest';
import type { Project } from '../../../shared/contract/projects.ts';
import { decompressText } from '../../../shared/telemetry/compression.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { redactContent } from '../../../shared/telemetry/redact-content.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { buildCall, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { memoryRawStore, testArchive } from '../testing/memory-archive.ts';
import { archiveRecords, recordsPath } from './archive-records.ts';
import { parseRawKey } from './raw-key.ts';
import { rewriteRawObject } from './rewrite-raw-object.ts';

let store: ReturnType<typeof memoryRawStore>;

beforeEach(() => {
  store = memoryRawStore();
});

const kept: Project = {
  ...{ id: testProjectId, name: '', createdAt: '', updatedAt: '' },
  ...{ retentionDays: 30, capturesContent: true },
};
const wordless: Project = { ...kept, capturesContent: false };

const record = (trace: string, more: Partial<IngestionRecord> = {}): IngestionRecord => ({
  projectId: testProjectId,
  source: 'gateway',
  receivedAt: testTime,
  spans: [
    buildCall({
      traceId: hexOf(trace, 32),
      input: toPayload(`secret of ${trace}`),
      output: toPayload({ said: 'a secret' }),
      statusMessage: 'no secret is safe',
      attributes: { 'gen_ai.prompt': 'secret', 'error.type': 'timeout' },
      metadata: { note: `secret ${'x'.repeat(300)}` },
    }),
  ],
  ...more,
});

async function archive(records: readonly IngestionRecord[], project: Project | null = kept) {
  const archived = await archiveRecords(records, () => project, testArchive(store));
  await archived.written;
  return archived.records;
}

async function contentOf(key: string): Promise<IngestionRecord[]> {
  return JSON.parse(await textOf(key)) as IngestionRecord[];
}

async function textOf(key: string): Promise<string> {
  return await decompressText(store.objects.get(key)?.body ?? new Uint8Array(), 1e6);
}

test('what no object holds is archived once for a message, under the same name when it comes again', async () => {
  const held = record('held', { source: 'otlp', rawKey: 'raw/elsewhere' });
  const replayed = record('replayed', { isReplay: true });
  const records = [record('a'), held, record('b', { source: 'native' }), replayed];

  const first = await archive(records);
  expect(await archive(records)).toEqual(first);

  const [rawKey = ''] = [...store.objects.keys()];
  expect(store.objects.size).toBe(1);
  expect(first.map((each) => each.rawKey)).toEqual([rawKey, 'raw/elsewhere', rawKey, undefined]);
  expect(parseRawKey(rawKey)).toMatchObject({ projectId: testProjectId, receivedAt: testTime, spanCount: 2 });
  expect(store.objects.get(rawKey)).toMatchObject({ path: recordsPath, retentionDays: 30, lifetime: 30 });
  expect(await contentOf(rawKey)).toEqual([records[0], records[2]]);
  const keepsSpan = ({ traceId }: { traceId: string }) => traceId === hexOf('b', 32);
  await rewriteRawObject(
    rawKey,
    { keepsSpan, keepsScore: () => true, keepsTags: () => true },
    { store, clock: () => testTime },
  );
  expect(await contentOf(rawKey)).toEqual([records[2]]);
});

test('what was accepted in two hours is found in both', async () => {
  await archive([record('a'), record('b', { receivedAt: testTime - 1 })]);

  expect([...store.objects.keys()].map((key) => key.split('/')[2])).toEqual(['2026-03-10T12', '2026-03-10T11']);
});

test('of a project that does not capture content no word is archived, or handed on', async () => {
  const records = await archive([record('a', { source: 'otlp' }), record('b', { rawKey: 'raw/elsewhere' })], wordless);

  const [rawKey = ''] = [...store.objects.keys()];
  expect(JSON.stringify(records)).not.toContain('secret');
  expect(await textOf(rawKey)).not.toContain('secret');
  expect(await contentOf(rawKey)).toEqual([
    { ...record('a', { source: 'otlp' }), spans: record('a').spans.map(redactContent) },
  ]);
  expect(await textOf(rawKey)).toContain('timeout');
});

test('words that a message brought before its project ceased to keep them are gone when it comes again', async () => {
  const [before] = await archive([record('a')]);
  expect(await textOf(before?.rawKey ?? '')).toContain('secret');

  const [after] = await archive([record('a')], wordless);

  expect(after?.rawKey).toBe(before?.rawKey);
  expect(store.objects.size).toBe(1);
  expect(await textOf(after?.rawKey ?? '')).not.toContain('secret');
});

test('of a project that is gone nothing is archived', async () => {
  expect(await archive([record('a')], null)).toEqual([record('a')]);
  expect(store.objects.size).toBe(0);
});

test('what the archive refuses is told once it is known, and can be stored all the same', async () => {
  const put = async () => {
    throw new Error('S3 is away');
  };

  const { records, written } = await archiveRecords([record('a')], () => kept, testArchive({ put }));

  await expect(written).rejects.toThrow('refuses');
  expect(records[0]?.spans).toEqual(record('a').spans);
});
