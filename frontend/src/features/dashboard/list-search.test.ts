import { expect, it } from 'vitest';
import { listSearch } from './list-search.ts';

it('asks for the same range, however it was chosen', () => {
  expect(listSearch({ last: '24h' }, 'is:unpriced')).toEqual({ range: '24h', q: 'is:unpriced' });
  const fixed = { from: '2026-11-21T07:00:00.000Z', to: '2026-11-21T08:00:00.000Z' };
  expect(listSearch(fixed, 'is:unpriced')).toEqual({ ...fixed, q: 'is:unpriced' });
});
