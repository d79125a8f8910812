import { describe, expect, it } from 'vitest';
import { LocalStageError } from '../local-stage-error.ts';
import { providersOfEnvironment } from './connect-providers.ts';
import { parseProviders, readProviderFile } from './provider-file.ts';

const parse = (text: string) => parseProviders(text, 'providers.yaml');

describe('the file of providers', () => {
  it('connects what it lists', () => {
    const text =
      '- { id: mock, kind: openai-compatible, baseUrl: "http://127.0.0.1:9110/v1", apiKey: sk-test, models: ["*"] }';
    expect(parse(text)).toEqual([
      { id: 'mock', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9110/v1', apiKey: 'sk-test', models: ['*'] },
    ]);
  });

  it('needs no more than an id and a base URL', () => {
    expect(parse('- id: local\n  baseUrl: http://localhost:11434/v1')).toEqual([
      { id: 'local', kind: 'openai-compatible', baseUrl: 'http://localhost:11434/v1', models: [] },
    ]);
  });

  it.each(['', '# nothing yet', '[]'])('may be empty: %j', (text) => {
    expect(parse(text)).toEqual([]);
  });

  it.each([
    ['mock: {}', 'providers.yaml: write a list of providers'],
    ['- { id: [', 'providers.yaml is not YAML'],
    ['- id: mock', 'providers.yaml, entry 1 (mock), baseUrl: '],
    ['- { id: mock, baseUrl: "ftp://host/v1" }', 'providers.yaml, entry 1 (mock), baseUrl: '],
    ['- { id: Mock, baseUrl: "http://host/v1" }', 'providers.yaml, entry 1 (Mock), id: lower-case letters'],
    ['- { baseUrl: "http://host/v1" }', 'providers.yaml, entry 1, id: '],
    ['- { id: a, baseUrl: "http://h/v1", apikey: sk-secret }', 'providers.yaml, entry 1 (a), apikey: '],
    ['- { id: a, baseUrl: "http://h/v1", models: [""] }', 'providers.yaml, entry 1 (a), models.0: '],
    ['- { id: a, baseUrl: "http://h/v1" }\n- { id: a, baseUrl: "http://h/v1" }', 'entry 2 (a), id: is used twice'],
    ['- { id: sandbox, baseUrl: "http://h/v1" }', 'entry 1 (sandbox), id: is the name of the built-in provider'],
    ['- just text', 'providers.yaml, entry 1, entry: '],
  ])('names file, entry and field: %s', (text, sentence) => {
    expect(() => parse(text)).toThrow(LocalStageError);
    expect(() => parse(text)).toThrow(sentence);
  });

  it('never repeats a key', () => {
    const text = '- { id: a, baseUrl: "http://h/v1", apiKey: { sk-secret: 1 } }\n';
    expect(() => parse(text)).toThrow(/apiKey/);
    expect(() => parse(text)).not.toThrow(/sk-secret/);
  });

  it('says which file cannot be read', () => {
    expect(() => readProviderFile('/no/such/file.yaml')).toThrow('SIGNALBOX_PROVIDERS names /no/such/file.yaml');
  });
});

describe('the providers of the environment', () => {
  it('are those whose customary variable is set', () => {
    const found = providersOfEnvironment({ OPENAI_API_KEY: ' sk-1 ', MISTRAL_API_KEY: '', GROQ_API_KEY: undefined });
    expect(found).toEqual([
      {
        id: 'openai',
        name: 'OpenAI',
        kind: 'openai-compatible',
        baseUrl: 'https://api.openai.com/v1',
        apiKey: 'sk-1',
        models: ['*'],
      },
    ]);
  });
});
