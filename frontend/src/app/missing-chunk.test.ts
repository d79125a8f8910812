import { expect, it } from 'vitest';
import { explainPageError, isMissingChunk } from './missing-chunk.ts';

it.each([
  ['a module in Chrome', new TypeError('Failed to fetch dynamically imported module: /assets/a.js'), true],
  ['a module in Safari', new TypeError('Importing a module script failed.'), true],
  ['a stylesheet', new Error('Unable to preload CSS for /assets/a.css'), true],
  ['a lost request', new TypeError('Failed to fetch'), false],
  ['a mistake of ours', new Error('x'), false],
  ['no error', 'import', false],
])('knows %s', (_case, error, expected) => {
  expect(isMissingChunk(error)).toBe(expected);
});

it('says why a page is missing, and leaves other errors as they are', () => {
  const missing = new Error('Unable to preload CSS for /assets/a.css');
  const other = new Error('x');
  expect(String(explainPageError(missing, true))).toContain('offline');
  expect(String(explainPageError(missing, false))).toContain('updated');
  expect(explainPageError(other, true)).toBe(other);
});
