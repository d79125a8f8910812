import { expect, it } from 'vitest';
import { parseProjectSearch } from './project-search.ts';

it('takes the project of a link, and nothing that is no id', () => {
  expect(parseProjectSearch({ project: '01957ea0-0000-7000-8000-000000000001', q: 'a' })).toEqual({
    project: '01957ea0-0000-7000-8000-000000000001',
  });
  expect(parseProjectSearch({ project: 7 })).toEqual({});
  expect(parseProjectSearch({ project: '' })).toEqual({});
});
