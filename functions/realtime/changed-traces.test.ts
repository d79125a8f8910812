import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import type { TraceSummary } from '../../shared/contract/span.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { noAnnotations } from '../../shared/storage/trace-annotations.ts';
import { emptyMeta, toMetaItem, toTombstone } from '../../shared/storage/trace-meta.ts';
import { changedTraces } from './changed-traces.ts';

const summary: TraceSummary = {
  traceId: 'a'.repeat(32),
  projectId: '01990000-0000-7000-8000-000000000001',
  name: 'chat sandbox/lorem',
  startTime: '2026-11-21T08:00:00.000Z',
  endTime: '2026-11-21T08:00:01.000Z',
  durationMs: 1000,
  status: 'ok',
  spanCount: 1,
  errorCount: 0,
  models: ['sandbox/lorem'],
  providers: ['sandbox'],
  inputTokens: 3,
  outputTokens: 4,
  totalTokens: 7,
  costNanoUsd: 12,
  unpricedSpanCount: 0,
  isEstimated: false,
  isSimulated: true,
  timeToFirstTokenMs: 5,
  service: null,
  environment: null,
  sessionId: null,
  userId: null,
  release: null,
  tags: [],
  keyIds: [],
  types: [],
  errorTypes: [],
  prompts: [],
  metadata: [],
  scores: {},
  inputPreview: null,
  outputPreview: null,
};

function record(item: Record<string, unknown> | null): DynamoDBRecord {
  return { dynamodb: item === null ? {} : { NewImage: marshall(item) } } as DynamoDBRecord;
}

test('a changed summary is read from the stream; packs, and what expired, are not', () => {
  const records = [record({ sk: 'META', pk: 'x', ...summary }), record({ sk: 'PACK#1', ...summary }), record(null)];

  expect(changedTraces(records, silentLogger)).toEqual([summary]);
});

test('what waits for its first span or was deleted shows nowhere', () => {
  const annotated = toMetaItem({ ...emptyMeta('p', 't'), annotations: { ...noAnnotations, givenTags: ['early'] } });
  const deleted = toTombstone(emptyMeta('p', 't'), 0);

  const error = vi.fn();

  expect(changedTraces([record(annotated), record(deleted)], { ...silentLogger, error })).toEqual([]);
  expect(error).not.toHaveBeenCalled();
});

test('one that cannot be read is logged and holds up nobody', () => {
  const error = vi.fn();
  const records = [record({ sk: 'META', spanCount: 'many' }), record({ sk: 'META', pk: 'x', ...summary })];

  expect(changedTraces(records, { ...silentLogger, error })).toEqual([summary]);
  expect(error).toHaveBeenCalledWith('realtime.publish.failed', expect.anything());
});
