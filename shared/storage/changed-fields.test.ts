import { expect, test } from 'vitest';
import { changedFields } from './changed-fields.ts';

test('only what differs is a change', () => {
  const current = { name: 'a', list: ['x'], limit: null as number | null };

  expect(changedFields(current, { name: 'b', list: ['x'], limit: 1 })).toEqual({
    before: { name: 'a', limit: null },
    after: { name: 'b', limit: 1 },
  });
  expect(changedFields(current, { name: 'a', list: ['x'] })).toBeNull();
  expect(changedFields<{ name?: string | undefined }>(current, { name: undefined })).toBeNull();
});
