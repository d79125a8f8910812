import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { facetsKey } from './facets-query.ts';
import { refreshFacetsSoon } from './refresh-facets.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('counts once more after the last of many changes, and only what is shown', async () => {
  const queries = new QueryClient();
  let reads = 0;
  const queryFn = () => ++reads;
  const shown = { queryKey: [facetsKey, 'p', 'shown'], queryFn, staleTime: Number.POSITIVE_INFINITY };
  const stop = new QueryObserver(queries, shown).subscribe(() => undefined);
  await queries.prefetchQuery({ ...shown, queryKey: [facetsKey, 'p', 'left'] });
  await vi.advanceTimersByTimeAsync(10);
  expect(reads).toBe(2);
  for (let index = 0; index < 100; index += 1) {
    refreshFacetsSoon(queries);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(reads).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toBe(3);
  stop();
  queries.clear();
});
