import { expect, test } from 'vitest';
import { carryTexts, notesOfShard } from './carry-texts.ts';

const texts = { id: 'a', madeAt: 7, segments: [], openStarts: [5] };
const found = { fence: 'standing', texts };
const note = (start: number | null, shard: number | null = 0) => ({ sortKey: 'n', at: 1, start, shard });
const change = { fence: 'standing', notes: [note(9), note(9), note(5)], indexed: new Set([5, 9]) };

test('what was written since has to be read beside the text', () => {
  expect(carryTexts(found, change)).toEqual({ ...texts, openStarts: [5, 9] });
  expect(carryTexts(found, { ...change, notes: [] })).toEqual(texts);
});

test.each([
  ['there is none', undefined, change],
  ['it was made under another fence', { ...found, fence: 'fallen' }, change],
  ['a trace has gone', found, { ...change, indexed: new Set([5]) }],
  ['nobody knows what was written', found, { ...change, notes: [note(null)] }],
  ['too much was written', found, manyNotes(201)],
])('text has to be digested anew if %s', (_, before, since) => {
  expect(carryTexts(before, since)).toBeNull();
});

function manyNotes(count: number) {
  const starts = Array.from({ length: count }, (_, index) => index + 10);
  return { ...change, notes: starts.map((start) => note(start)), indexed: new Set(starts) };
}

test('notes without a shard are those of every one', () => {
  const notes = [note(1, 0), note(2, 1), note(null, null)];
  expect(notesOfShard(notes, 1)).toEqual([notes[1], notes[2]]);
});
