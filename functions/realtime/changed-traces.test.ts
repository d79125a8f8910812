import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { silentLogger } from '../../shared/observability/logger.ts';
import { noAnnotations } from '../../shared/storage/trace-annotations.ts';
import { emptyMeta, toMetaItem, toTombstone } from '../../shared/storage/trace-meta.ts';
import { buildTraceSummary } from '../../test/support/build-trace-summary.ts';
import { changedTraces } from './changed-traces.ts';

const summary = buildTraceSummary({ models: ['sandbox/lorem'], costNanoUsd: 12, isSimulated: true });

function record(item: Record<string, unknown> | null): DynamoDBRecord {
  return { dynamodb: item === null ? {} : { NewImage: marshall(item) } } as DynamoDBRecord;
}

test('a changed summary is read from the stream; packs, and what expired, are not', () => {
  const records = [record({ sk: 'META', pk: 'x', ...summary }), record({ sk: 'PACK#1', ...summary }), record(null)];

  expect(changedTraces(records, silentLogger)).toEqual([summary]);
});

test('what waits for its first span shows nowhere, and what was deleted is told as no more than that', () => {
  const annotated = toMetaItem({ ...emptyMeta('p', 't'), annotations: { ...noAnnotations, givenTags: ['early'] } });
  const deleted = toTombstone(emptyMeta('p', 't'), 7);

  const error = vi.fn();

  expect(changedTraces([record(annotated), record(deleted)], { ...silentLogger, error })).toEqual([
    { projectId: 'p', traceId: 't', deletedAt: 7 },
  ]);
  expect(error).not.toHaveBeenCalled();
});

test('one that cannot be read is logged and holds up nobody', () => {
  const error = vi.fn();
  const records = [record({ sk: 'META', spanCount: 'many' }), record({ sk: 'META', pk: 'x', ...summary })];

  expect(changedTraces(records, { ...silentLogger, error })).toEqual([summary]);
  expect(error).toHaveBeenCalledWith('realtime.publish.failed', expect.anything());
});
