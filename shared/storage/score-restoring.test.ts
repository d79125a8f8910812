import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Score } from '../contract/scores.ts';
import { planRestoring, type RestorableState } from './score-restoring.ts';
import { addScore, noAnnotations, removeScore, type TraceAnnotations } from './trace-annotations.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';

function scoreOf(id: string, value: Score['value'], at: number): Score {
  const time = new Date(at).toISOString();
  return {
    ...{ id, traceId, spanId: null, sessionId: null, name: 'quality', value, comment: `said at ${at}` },
    ...{ dataType: typeof value === 'string' ? 'category' : typeof value },
    ...{ source: 'api', author: { kind: 'key', id: 'k', name: 'k' }, scorer: null, metadata: {} },
    ...{ createdAt: time, updatedAt: time },
  } as Score;
}

interface Live {
  annotations: TraceAnnotations;
  stored: Map<string, { score: Score }>;
  deleted: Map<string, number>;
  /** Everything that was ever put. */
  archive: Score[];
}

const nothing = (): Live => ({ annotations: noAnnotations, stored: new Map(), deleted: new Map(), archive: [] });

type Step = { id: string; value: Score['value'] | null };

/** What people and programs do, one after the other. No value deletes. */
function live(steps: readonly Step[]): Live {
  const state = nothing();
  for (const [index, { id, value }] of steps.entries()) {
    const before = state.stored.get(id)?.score;
    if (before !== undefined) state.annotations = removeScore(state.annotations, before);
    state.stored.delete(id);
    if (value === null) {
      if (before !== undefined) state.deleted.set(id, index);
      continue;
    }
    const score = scoreOf(id, value, index);
    state.annotations = addScore(state.annotations, score);
    state.stored.set(id, { score });
    state.archive.push(score);
  }
  return state;
}

/** Restores one object after the other. */
function restore(state: RestorableState, objects: readonly (readonly Score[])[]): Pick<Live, 'annotations' | 'stored'> {
  const stored = new Map(state.stored);
  let { annotations } = state;
  for (const scores of objects) {
    const plan = planRestoring({ annotations, stored, deleted: state.deleted }, scores);
    annotations = plan.annotations;
    for (const score of plan.restored) stored.set(score.id, { score });
    expect(plan.restored.length + plan.present.length + plan.deleted.length).toBe(scores.length);
  }
  return { annotations, stored };
}

const sorted = (stored: ReadonlyMap<string, { score: Score }>) =>
  [...stored.values()].map(({ score }) => score).sort((a, b) => (a.id < b.id ? -1 : 1));

const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }).map((each) => each / 10),
  fc.boolean(),
  fc.constantFrom('good', 'bad'),
);
const step: fc.Arbitrary<Step> = fc.record({ id: fc.constantFrom('a', 'b', 'c'), value: fc.option(value) });
const steps = fc.array(step, { maxLength: 20 });

/** The same objects in any order, some of them several times. */
const shuffled = (archive: readonly Score[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...archive], { minLength: archive.length }),
      fc.array(fc.nat(archive.length), { maxLength: 10 }),
    )
    .map(([all, again]) => [...all, ...again.flatMap((index) => archive[index] ?? [])].map((score) => [score]));

test('in whatever order and however often versions come back, scores and sums are those that were there', () => {
  fc.assert(
    fc.property(
      steps.chain((history) => fc.record({ history: fc.constant(history), objects: shuffled(live(history).archive) })),
      ({ history, objects }) => {
        const before = live(history);
        const { annotations, stored } = restore({ ...nothing(), deleted: before.deleted }, objects);
        expect(sorted(stored)).toEqual(sorted(before.stored));
        expect(annotations.scores).toEqual(before.annotations.scores);
      },
    ),
  );
});

test('nothing changes where nothing is missing, and what is missing in part is completed', () => {
  fc.assert(
    fc.property(steps, fc.subarray(['a', 'b', 'c']), (history, lost) => {
      const before = live(history);
      const kept = new Map([...before.stored].filter(([id]) => !lost.includes(id)));
      const annotations = [...kept.values()].reduce((sums, { score }) => addScore(sums, score), noAnnotations);
      const after = restore({ annotations, stored: kept, deleted: before.deleted }, [before.archive]);
      expect(sorted(after.stored)).toEqual(sorted(before.stored));
      expect(after.annotations.scores).toEqual(before.annotations.scores);
    }),
  );
});

test('what was deleted stays away, though not what was said again afterwards', () => {
  const [first, again] = [scoreOf('a', 1, 10), scoreOf('a', 2, 30)];
  const state = { ...nothing(), deleted: new Map([['a', 20]]) };

  expect(planRestoring(state, [first])).toMatchObject({ restored: [], present: [], deleted: [first] });
  expect(planRestoring(state, [first, again])).toMatchObject({ restored: [again], deleted: [first] });
});

test('two versions of one moment come out the same in either order', () => {
  const versions = [scoreOf('a', 1, 10), scoreOf('a', 2, 10)];
  const results = [versions, versions.toReversed()].map((each) =>
    restore(
      nothing(),
      each.map((score) => [score]),
    ),
  );

  expect(results[0]).toEqual(results[1]);
});
