import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cataloguePath, generateCatalogue } from './generate-catalogue.ts';

test('catalogue.json is what the script makes; otherwise run `npm run generate`', () => {
  expect(readFileSync(cataloguePath, 'utf8')).toBe(generateCatalogue());
});
