import { expect, test } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

function deferred() {
  return Promise.withResolvers<void>();
}

test('tasks of one key wait for each other, others do not', async () => {
  const queue = createKeyedQueue(10);
  const [first, order] = [deferred(), [] as string[]];

  const a1 = queue.run('a', async () => {
    await first.promise;
    order.push('a1');
  });
  const a2 = queue.run('a', async () => order.push('a2'));
  await queue.run('b', async () => order.push('b'));
  first.resolve();
  await Promise.all([a1, a2]);

  expect(order).toEqual(['b', 'a1', 'a2']);
});

test('a failed task fails for its caller only', async () => {
  const queue = createKeyedQueue(1);

  const failed = queue.run('a', () => Promise.reject(new Error('no')));

  await expect(failed).rejects.toThrow('no');
  expect(await queue.run('a', async () => 'yes')).toBe('yes');
});

test('no more run at a time than the limit', async () => {
  const queue = createKeyedQueue(3);
  let running = 0;
  let most = 0;

  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      queue.run(String(index), async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((done) => setTimeout(done, 1));
        running -= 1;
      }),
    ),
  );

  expect(most).toBe(3);
});
