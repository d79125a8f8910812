import { expect, test } from 'vitest';
import { hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { nativePath } from '../native/native-path.ts';
import { createModelLookup } from '../otlp/model-lookup.ts';
import { decodeRawObject } from './decode-raw-object.ts';
import { rawKeyOf } from './raw-key.ts';

const span = { traceId: hexOf('t', 32), spanId: hexOf('s', 16), name: 'good', startTime: testTime };
const object = {
  ...{ path: nativePath, contentType: 'application/json', contentEncoding: 'identity', keyId: null, retentionDays: 30 },
  body: Buffer.from(JSON.stringify({ spans: [span, { ...span, startTime: 'yesterday' }, 'no span'] })),
};
const decodeAs = async (spanCount: number) => {
  const rawKey = rawKeyOf({ projectId: testProjectId, receivedAt: testTime, id: 'r', spanCount });
  const { records: _, ...counts } = await decodeRawObject(rawKey, object, createModelLookup([]));
  return counts;
};

test('spans that were refused when they were sent are not counted as ones that cannot be read any more', async () => {
  expect(await decodeAs(1)).toEqual({ spanCount: 1, refusedCount: 2, rejectedCount: 0 });
  expect(await decodeAs(2)).toEqual({ spanCount: 1, refusedCount: 1, rejectedCount: 1 });
  expect(await decodeAs(9)).toEqual({ spanCount: 1, refusedCount: 0, rejectedCount: 2 });
});

test('spans that are taken now, though they were refused, are none of either', async () => {
  expect(await decodeAs(0)).toEqual({ spanCount: 1, refusedCount: 2, rejectedCount: 0 });
});
