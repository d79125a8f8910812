import { expect, it } from 'vitest';
import { hitRate } from './hit-rate.ts';

it('counts what was answered for nothing against what had to be called', () => {
  expect(hitRate({ hitCount: 2, sharedCount: 1, storedCount: 1 })).toBe(0.75);
});

it('is not known where no call used the cache', () => {
  expect(hitRate({ hitCount: 0, sharedCount: 0, storedCount: 0 })).toBeNull();
});
