import { afterEach, expect, it, vi } from 'vitest';
import { orOffline } from './lazy-page.ts';
import { isMissingChunk } from './missing-chunk.ts';

const missing = new TypeError('Failed to fetch dynamically imported module: /assets/keys-page.js');
const failure = (error: unknown) => orOffline(() => Promise.reject(error)).catch((reason: unknown) => reason);

afterEach(() => vi.unstubAllGlobals());

it('hides from the router offline that a module is missing: it would reload into nothing', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  const shown = await failure(missing);
  expect(shown).toMatchObject({ message: 'Unable to preload a page without a network', cause: missing });
  expect(isMissingChunk(shown)).toBe(true);
  const mistake = new Error('x');
  expect(await failure(mistake)).toBe(mistake);
});

it('leaves a module that went with a new deployment to the router', async () => {
  vi.stubGlobal('navigator', { onLine: true });
  expect(await failure(missing)).toBe(missing);
  expect(await orOffline(async () => 'page')).toBe('page');
});
