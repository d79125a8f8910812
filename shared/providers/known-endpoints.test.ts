import { expect, test } from 'vitest';
import { catalogueModels } from '../models/catalogue.ts';
import { findKnownEndpoint, knownEndpoints } from './known-endpoints.ts';

test('slugs and hosts are unique', () => {
  const hosts = knownEndpoints.map(({ baseUrl }) => new URL(baseUrl).host);

  expect(new Set(knownEndpoints.map(({ slug }) => slug)).size).toBe(knownEndpoints.length);
  expect(new Set(hosts).size).toBe(hosts.length);
});

test('an endpoint is named as the catalogue names its provider', () => {
  const named = new Set(catalogueModels.map(({ provider }) => provider));
  const notInCatalogue = knownEndpoints.map(({ slug }) => slug).filter((slug) => !named.has(slug));

  expect(notInCatalogue).toEqual(['azure', 'sambanova', 'ollama', 'vllm']);
});

test('an endpoint is recognised by its host', () => {
  expect(findKnownEndpoint('https://api.mistral.ai/v1/')?.slug).toBe('mistral');
  expect(findKnownEndpoint('https://example.com/v1')).toBeNull();
  expect(findKnownEndpoint('no url')).toBeNull();
});
