import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generatePages } from './generated-pages.ts';
import { replaceBetween } from './replace-between.ts';

test.each(generatePages())('$file shows what the tests hold; otherwise run `npm run generate`', ({ file, text }) => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a page without the marks is not written', () => {
  expect(() => replaceBetween('# Page', 'faults', '| a |')).toThrow(/no marks/);
});
