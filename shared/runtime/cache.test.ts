import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createCache } from './cache.ts';

let now = 0;
const load = vi.fn<(key: string) => Promise<string | null>>();
const createTestCache = () =>
  createCache<string>({ clock: () => now, load, foundMilliseconds: 30, missingMilliseconds: 5, maxEntries: 2 });

beforeEach(() => {
  now = 1000;
  load.mockReset().mockImplementation(async (key) => `value of ${key}`);
});

describe('a cache', () => {
  test('holds what it found for so long and no longer', async () => {
    const cache = createTestCache();

    await cache.get('a');
    now += 29;
    await cache.get('a');
    expect(load).toHaveBeenCalledTimes(1);
    now += 1;
    await cache.get('a');
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('holds that there is nothing, but shorter', async () => {
    load.mockResolvedValue(null);
    const cache = createTestCache();

    expect(await cache.get('a')).toBeNull();
    now += 4;
    await cache.get('a');
    expect(load).toHaveBeenCalledTimes(1);
    now += 1;
    await cache.get('a');
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('counts the age from before the load', async () => {
    load.mockImplementation(async () => {
      now += 20;
      return 'slow';
    });
    const cache = createTestCache();

    await cache.get('a');
    now += 10;
    await cache.get('a');

    expect(load).toHaveBeenCalledTimes(2);
  });

  test('shares one load among those who ask at once', async () => {
    const cache = createTestCache();

    const values = await Promise.all([cache.get('a'), cache.get('a'), cache.refresh('a', now)]);

    expect(values).toEqual(['value of a', 'value of a', 'value of a']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('does not remember a failure', async () => {
    load.mockRejectedValueOnce(new Error('down'));
    const cache = createTestCache();

    await expect(cache.get('a')).rejects.toThrow('down');
    await expect(cache.get('a')).resolves.toBe('value of a');
  });

  test('lets the oldest go when it is full', async () => {
    const cache = createTestCache();
    for (const key of ['a', 'b', 'c']) await cache.get(key);
    load.mockClear();

    for (const key of ['b', 'c', 'a']) await cache.get(key);

    expect(load.mock.calls).toEqual([['a']]);
  });

  test('loads again what is older than asked for', async () => {
    const cache = createTestCache();
    await cache.get('a');

    now += 2;
    await cache.refresh('a', now - 2);
    expect(load).toHaveBeenCalledTimes(1);
    await cache.refresh('a', now - 1);
    expect(load).toHaveBeenCalledTimes(2);
  });
});
