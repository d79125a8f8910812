import { expect, test, vi } from 'vitest';
import { silentLogger } from '../observability/logger.ts';
import { createKeyUse } from './key-use.ts';

test('use is written at most once a minute per key, behind the request’s back', async () => {
  let now = 1_000_000;
  let isWritten = false;
  const touch = vi.fn(async () => {
    await new Promise((done) => setTimeout(done, 5));
    isWritten = true;
  });
  const keyUse = createKeyUse({ keys: { touch }, clock: () => now, logger: silentLogger });

  keyUse.note('a');
  keyUse.note('a');
  keyUse.note('b');
  expect(isWritten).toBe(false);
  await keyUse.flush();
  expect(isWritten).toBe(true);
  expect(touch.mock.calls).toEqual([
    ['a', now],
    ['b', now],
  ]);

  now += 60_000;
  keyUse.note('a');
  expect(touch).toHaveBeenCalledTimes(3);
});

test('a write that fails is logged and harms nobody', async () => {
  const warn = vi.fn();
  const failure = new Error('throttled');
  const touch = async () => Promise.reject(failure);
  const keyUse = createKeyUse({ keys: { touch }, clock: () => 100_000, logger: { ...silentLogger, warn } });

  keyUse.note('a');
  await expect(keyUse.flush()).resolves.toBeUndefined();

  expect(warn).toHaveBeenCalledWith('identity.key.touched', { keyId: 'a', error: failure });
});

test('what is remembered is bounded', async () => {
  const touch = vi.fn(async () => undefined);
  const keyUse = createKeyUse({ keys: { touch }, clock: () => 100_000, logger: silentLogger });

  for (let key = 0; key <= 10_000; key++) keyUse.note(String(key));
  keyUse.note('0');

  expect(touch).toHaveBeenCalledTimes(10_002);
});
