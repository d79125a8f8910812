import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attributeReferencePath, generateAttributeReference } from './generate-attribute-reference.ts';

test('the attribute reference is what the table makes; otherwise run `npm run generate`', () => {
  expect(readFileSync(attributeReferencePath, 'utf8')).toBe(generateAttributeReference());
});
