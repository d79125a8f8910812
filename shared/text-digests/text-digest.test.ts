import { expect, test } from 'vitest';
import { fromTextAttribute, type TextDigest, toTextAttribute } from './text-digest.ts';

const digest: TextDigest = {
  ...{ id: 'a', madeAt: 7, openStarts: [12, 13] },
  segments: [
    { count: 4096, rowBits: 20, partBits: 9 },
    { count: 3, rowBits: 6, partBits: 0 },
  ],
};

test('what a digest says of text is read back', () => {
  expect(fromTextAttribute(toTextAttribute(digest))).toEqual(digest);
  expect(fromTextAttribute(toTextAttribute({ ...digest, segments: [] }))).toEqual({ ...digest, segments: [] });
});

test('a digest without text, or with text of another format, says nothing of it', () => {
  expect(fromTextAttribute(undefined)).toBeNull();
  expect(fromTextAttribute({ ...toTextAttribute(digest), format: 0 })).toBeNull();
});
