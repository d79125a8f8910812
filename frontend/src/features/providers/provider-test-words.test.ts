import { expect, test } from 'vitest';
import { providerTestOutcomes } from '../../../../shared/contract/provider-parts.ts';
import { providerTestWords } from './provider-test-words.ts';

test('only of a provider that is silent it is said that it does not answer', () => {
  const said = providerTestOutcomes.filter((outcome) => providerTestWords[outcome].heading === 'It does not answer');

  expect(said).toEqual(['silent']);
});

test('only a list of models is a good sign', () => {
  expect(providerTestOutcomes.filter((outcome) => providerTestWords[outcome].tone === 'go')).toEqual(['lists-models']);
});
