import { expect, test } from 'vitest';
import { encodeCoveredTraces } from '../text-digests/covered-traces.ts';
import { RecentLists } from './recent-lists.ts';

const idOf = (place: number) => place.toString(16).padStart(32, '0');
const bytesOf = (...places: number[]) =>
  encodeCoveredTraces(
    places.map((place) => ({ traceId: idOf(place), version: place, start: 0 })),
    0,
  );

test('a list is kept as far as its segment knows the text of traces', () => {
  const lists = new RecentLists();
  expect(lists.find('a')).toBeNull();
  const kept = lists.keep('a', bytesOf(7, 8, 9), 2);
  expect(kept.versions).toEqual([7, 8]);
  expect(Buffer.from(kept.ids.subarray(0, 32)).toString('hex')).toBe(idOf(7) + idOf(8));
  expect(lists.find('a')).toBe(kept);
});

test('those that were not asked for longest go first', () => {
  const lists = new RecentLists(4);
  lists.keep('a', bytesOf(1, 2), 2);
  lists.keep('b', bytesOf(3, 4), 2);
  lists.find('a');
  lists.keep('c', bytesOf(5), 1);
  expect(['a', 'b', 'c'].map((id) => lists.find(id) !== null)).toEqual([true, false, true]);
  // Once more, it is counted once.
  lists.keep('a', bytesOf(1, 2), 2);
  lists.keep('d', bytesOf(6), 1);
  expect(['a', 'c', 'd'].map((id) => lists.find(id) !== null)).toEqual([true, true, true]);
});

test('one that is larger than all that may be kept is answered, and not kept', () => {
  const lists = new RecentLists(1);
  expect(lists.keep('a', bytesOf(1, 2), 2).versions).toEqual([1, 2]);
  expect(lists.find('a')).toBeNull();
});
