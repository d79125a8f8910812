import { expect, it } from 'vitest';
import type { TraceTagResult } from '../../../../../shared/contract/trace-tags.ts';
import { describeTagging, readTags, undoOf } from './change-tags.ts';
import { inBatches } from './in-batches.ts';

const result = (traceId: string, part: Partial<TraceTagResult>): TraceTagResult => ({
  ...{ traceId, status: 'changed', tags: [], added: [], removed: [], error: null },
  ...part,
});

it('taking tags back changes only what was changed', () => {
  const results = [
    result('a', { added: ['x'] }),
    result('b', { added: ['x'] }),
    result('c', { added: ['x'], removed: ['y'] }),
    result('d', { status: 'unchanged' }),
    result('e', { status: 'failed' }),
  ];
  expect(undoOf(results)).toEqual([
    { traceIds: ['a', 'b'], add: [], remove: ['x'] },
    { traceIds: ['c'], add: ['y'], remove: ['x'] },
  ]);
});

it('tags are typed with commas, and many traces go in batches', () => {
  expect(readTags(' to review, checkout ,,checkout')).toEqual(['to review', 'checkout']);
  expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});

it('what was tagged is told, and why the rest was not', () => {
  const tagged = [result('a', { added: ['x'] }), result('b', { status: 'unchanged' })];
  expect(describeTagging({ results: tagged, error: null }, 2)).toEqual({ text: 'Tagged 1 trace.', isWhole: true });
  const refused = result('c', {
    status: 'failed',
    error: { code: 'too_many_tags', message: 'It has 50 tags.', retryable: false },
  });
  expect(describeTagging({ results: [...tagged, refused], error: null }, 3).text).toBe(
    'Tagged 1 of 3 traces. It has 50 tags.',
  );
  const cut = describeTagging({ results: tagged, error: new Error('no connection') }, 230);
  expect(cut).toEqual({ text: expect.stringMatching(/^Tagged 1 of 230 traces\. ./), isWhole: false });
});
