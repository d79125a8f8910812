import { expect, test } from 'vitest';
import { fromHeadItem, toHeadItem } from './recent-texts-head.ts';

const head = {
  version: 'v',
  sweptAt: 17,
  segments: [
    { id: 'a', from: 1, to: 2, shape: { count: 3, rowBits: 4, partBits: 5 } },
    { id: 'b', from: 6, to: 7, shape: { count: 0, rowBits: 9, partBits: 0 } },
  ],
};

test('a head is read as it was written', () => {
  expect(fromHeadItem(toHeadItem('p', head, 1))).toEqual(head);
  expect(fromHeadItem(toHeadItem('p', { ...head, segments: [] }, 1))).toEqual({ ...head, segments: [] });
});

test('segments of another format are none, and are made anew at once', () => {
  const item = { ...toHeadItem('p', head, 1), format: 1 };
  expect(fromHeadItem(item)).toEqual({ version: 'v', sweptAt: 0, segments: [] });
});
