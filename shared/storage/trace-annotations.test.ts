import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreLimits } from '../contract/scores.ts';
import {
  addScore,
  type CountedScore,
  changeTags,
  findExcess,
  noAnnotations,
  removeScore,
  shownTags,
  summarizeScores,
  type TraceAnnotations,
} from './trace-annotations.ts';

const addAll = (scores: readonly CountedScore[], to: TraceAnnotations = noAnnotations) =>
  scores.reduce((annotations, score) => addScore(annotations, score), to);

const score = fc.record({
  name: fc.constantFrom('helpful', 'tone', 'constructor', 'toString'),
  value: fc.oneof(
    fc.double({ min: -1e15, max: 1e15, noNaN: true }),
    fc.boolean(),
    fc.constantFrom('friendly', 'rude', '__proto__'),
  ),
});

describe('scores of a trace', () => {
  test('are counted, averaged without crumbs, and their words collected', () => {
    const annotations = addAll([
      { name: 'quality', value: 0.1 },
      { name: 'quality', value: 0.2 },
      { name: 'quality', value: 0.3 },
      { name: 'helpful', value: true },
      { name: 'helpful', value: false },
      { name: 'tone', value: 'rude' },
      { name: 'tone', value: 'friendly' },
      { name: 'tone', value: 'rude' },
    ]);

    expect(summarizeScores(annotations)).toEqual({
      quality: { count: 3, mean: 0.2, labels: [] },
      helpful: { count: 2, mean: 0.5, labels: [] },
      tone: { count: 3, mean: null, labels: ['friendly', 'rude'] },
    });
  });

  test('come out the same in any order, and taking some back leaves exactly the others', () => {
    fc.assert(
      fc.property(fc.array(score, { maxLength: 20 }), fc.array(score, { maxLength: 20 }), (kept, taken) => {
        const expected = summarizeScores(addAll(kept));
        const mixed = addAll([...taken, ...kept].reverse());

        expect(summarizeScores(taken.reduce(removeScore, mixed))).toEqual(expected);
        expect(summarizeScores(addAll([...kept].reverse()))).toEqual(expected);
      }),
    );
  });

  test('have bounds, which are told in words', () => {
    const names = Array.from({ length: scoreLimits.names + 1 }, (_, index) => ({ name: `n${index}`, value: 1 }));
    const labels = Array.from({ length: scoreLimits.labels + 1 }, (_, index) => ({ name: 'tone', value: `l${index}` }));

    expect(findExcess(addAll(names.slice(1)))).toBeNull();
    expect(findExcess(addAll(names))).toContain('50 names');
    expect(findExcess(addAll(labels.slice(1)))).toBeNull();
    expect(findExcess(addAll(labels))).toContain('as "tone"');
  });
});

const tag = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const tags = fc.uniqueArray(tag);

describe('tags of a trace', () => {
  test('are those of its spans and those it was given, without the ones that were taken off', () => {
    const { annotations, ...change } = changeTags(['new', 'web'], noAnnotations, {
      add: ['checkout'],
      remove: ['new'],
    });

    expect(change).toMatchObject({ tags: ['checkout', 'web'], added: ['checkout'], removed: ['new'] });
    // A span that comes late brings `new` again.
    expect(shownTags(['late', 'new', 'web'], annotations)).toEqual(['checkout', 'late', 'web']);
  });

  test('are as before when what changed is changed back', () => {
    fc.assert(
      fc.property(tags, tags, tags, tags, tags, (spanTags, earlier, earlierOff, add, remove) => {
        const before = changeTags(spanTags, noAnnotations, { add: earlier, remove: earlierOff });
        const change = changeTags(spanTags, before.annotations, { add, remove });
        const undone = changeTags(spanTags, change.annotations, { add: change.removed, remove: change.added });

        expect(undone.tags).toEqual(before.tags);
      }),
    );
  });

  test('that nobody could see any more are too many', () => {
    const many = Array.from({ length: 50 }, (_, index) => `t${index}`);

    expect(changeTags(many, noAnnotations, { add: ['one more'], remove: [] }).isExcessive).toBe(true);
    expect(changeTags(many, noAnnotations, { add: ['one more'], remove: ['t1'] }).isExcessive).toBe(false);
  });
});
