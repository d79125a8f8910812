import { describe, expect, it } from 'vitest';
import { connectionOf, emptyConnection, newProviderOf } from './connection-form.ts';
import { providerPresets } from './provider-presets.ts';
import { parseServedModels, servedText } from './served-models.ts';

describe('providers', () => {
  it('have presets with an id of their own', () => {
    expect(new Set(providerPresets.map(({ id }) => id)).size).toBe(providerPresets.length);
    expect(providerPresets.find(({ id }) => id === 'ollama')).toMatchObject({ needsKey: false, models: ['*'] });
    expect(providerPresets.find(({ id }) => id === 'openai')).toMatchObject({ needsKey: true, models: [] });
  });

  it('serve the models that were typed, each once', () => {
    expect(parseServedModels(' a, b\nc a ')).toEqual(['a', 'b', 'c']);
    expect(parseServedModels('')).toEqual([]);
    expect(servedText([])).toBe('Those of the catalogue');
    expect(servedText(['*'])).toBe('Any');
    expect(servedText(['*', 'llama3'])).toBe('llama3, any other');
  });
});

describe('a connection', () => {
  it('sends only what its kind has a use for', () => {
    const form = { ...emptyConnection, id: 'x', region: 'eu-central-1', apiVersion: '2024-10-21', apiKey: 'k' };
    expect(connectionOf({ ...form, kind: 'bedrock' })).toEqual({
      kind: 'bedrock',
      region: 'eu-central-1',
      apiKey: 'k',
    });
    expect(connectionOf({ ...form, kind: 'azure-openai', apiKey: '' })).toEqual({
      kind: 'azure-openai',
      apiVersion: '2024-10-21',
    });
    expect(connectionOf({ ...form, kind: 'anthropic' })).toEqual({ kind: 'anthropic', apiKey: 'k' });
  });

  it('leaves out a name and an address that were left empty', () => {
    expect(newProviderOf({ ...emptyConnection, id: 'x', name: ' ', models: 'a b' })).toEqual({
      id: 'x',
      kind: 'openai-compatible',
      models: ['a', 'b'],
    });
  });
});
