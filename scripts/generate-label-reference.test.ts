import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateLabelReference, labelReferencePath } from './generate-label-reference.ts';

test('the page of what stays without content is what the list makes; otherwise run `npm run generate`', () => {
  expect(readFileSync(labelReferencePath, 'utf8')).toBe(generateLabelReference());
});
