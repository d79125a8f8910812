import { describe, expect, it } from 'vitest';
import { providerPresets } from './provider-presets.ts';
import { parseServedModels } from './served-models.ts';

describe('providers', () => {
  it('have presets with an id of their own', () => {
    expect(new Set(providerPresets.map(({ id }) => id)).size).toBe(providerPresets.length);
    expect(providerPresets.find(({ id }) => id === 'ollama')).toMatchObject({ needsKey: false, models: ['*'] });
    expect(providerPresets.find(({ id }) => id === 'openai')).toMatchObject({ needsKey: true, models: [] });
  });

  it('serve the models that were typed, each once', () => {
    expect(parseServedModels(' a, b\nc a ')).toEqual(['a', 'b', 'c']);
    expect(parseServedModels('')).toEqual([]);
  });
});
