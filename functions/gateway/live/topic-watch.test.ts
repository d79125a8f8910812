import { expect, test, vi } from 'vitest';
import { createTopicWatch } from './topic-watch.ts';

function setUp(answers: (boolean | Error)[]) {
  let now = 1_000_000;
  const hasListeners = vi.fn(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? false;
  });
  const onError = vi.fn();
  const watch = createTopicWatch({ hasListeners, clock: () => now, onError });
  const pass = (ms: number) => {
    now += ms;
  };
  return { watch, hasListeners, onError, pass };
}

test('who watches is looked up once, however many calls ask, and known for five seconds', async () => {
  const { watch, hasListeners, pass } = setUp([true, false]);

  const asked = await Promise.all([watch.isWatched('p'), watch.isWatched('p'), watch.isWatched('p')]);
  pass(4_999);

  expect(asked).toEqual([true, true, true]);
  expect(watch.isWatched('p')).toBe(true);
  expect(hasListeners).toHaveBeenCalledTimes(1);
  pass(1);
  expect(await watch.isWatched('p')).toBe(false);
  expect(hasListeners).toHaveBeenCalledTimes(2);
});

test('each project has listeners of its own', async () => {
  const { watch, hasListeners } = setUp([true, false]);

  expect(await watch.isWatched('a')).toBe(true);
  expect(await watch.isWatched('b')).toBe(false);
  expect(hasListeners.mock.calls).toEqual([['a'], ['b']]);
});

test('a table that does not answer is reported, and not asked again at once', async () => {
  const { watch, hasListeners, onError } = setUp([new Error('no table')]);

  expect(await watch.isWatched('p')).toBe(false);
  expect(watch.isWatched('p')).toBe(false);
  expect(hasListeners).toHaveBeenCalledTimes(1);
  expect(onError).toHaveBeenCalledTimes(1);
});
