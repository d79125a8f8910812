import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueModels } from '../shared/models/catalogue.ts';
import { findDisagreements, listClaims, reportPath, writeReport } from './compare-sources.ts';

test('the page of disagreements is what the script makes; otherwise run `node scripts/compare-sources.ts`', () => {
  const page = readFileSync(reportPath, 'utf8');

  expect(writeReport(page)).toBe(page);
});

test('two other sources speak about most models, and the gathered ones are all in the catalogue', () => {
  const known = new Set(catalogueModels.map(({ id }) => id));
  const claims = listClaims();
  const bySource = Map.groupBy(claims, ({ source }) => source);
  const modelsOf = (source: string) => new Set(bySource.get(source)?.map(({ id }) => id));

  expect(modelsOf('gathered').size).toBe(97);
  expect([...modelsOf('gathered')].filter((id) => !known.has(id))).toEqual([]);
  expect(modelsOf('litellm').size).toBeGreaterThan(80);
});

test('a source that says otherwise is found, with why the catalogue keeps its own', () => {
  const claim = { id: 'openai/gpt-5', field: 'price.outputText', source: 'litellm' };

  expect(findDisagreements(catalogueModels, [{ ...claim, value: 11 }])).toEqual([
    { ...claim, value: 11, ours: 10, settledBy: expect.stringContaining('source of prices') },
  ]);
  expect(findDisagreements(catalogueModels, [{ ...claim, value: 10 }])).toEqual([]);
  expect(findDisagreements(catalogueModels, [{ ...claim, field: 'price.audioInput', value: 1 }])).toEqual([]);
  expect(findDisagreements(catalogueModels, [{ ...claim, id: 'nobody/nothing', value: 1 }])).toEqual([]);
});

test('a disagreement that nobody has settled stops the script', () => {
  const claim = { id: 'openai/gpt-5', field: 'tools', source: 'gathered', value: false };

  expect(() => findDisagreements(catalogueModels, [claim])).toThrow('Settle openai/gpt-5 tools');
});
