import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generatePriceTable, priceTablePath } from './generate-price-table.ts';

test('price-table.json is what the script makes; otherwise run `npm run generate`', () => {
  // Not `toBe`: the difference would be pages long.
  expect(readFileSync(priceTablePath, 'utf8') === generatePriceTable()).toBe(true);
});
