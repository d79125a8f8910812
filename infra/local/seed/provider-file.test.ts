import { describe, expect, it } from 'vitest';
import { LocalStageError } from '../local-stage-error.ts';
import { parseProviders, readProviderFile } from './provider-file.ts';
import { providersOfEnvironment } from './providers-of-environment.ts';

const parse = (text: string) => parseProviders(text, 'providers.yaml');

describe('the file of providers', () => {
  it('connects what it lists', () => {
    const text =
      '- { id: mock, kind: openai-compatible, baseUrl: "http://127.0.0.1:9110/v1", apiKey: sk-test, models: ["*"] }';
    expect(parse(text)).toEqual([
      {
        id: 'mock',
        kind: 'openai-compatible',
        baseUrl: 'http://127.0.0.1:9110/v1',
        apiKeys: ['sk-test'],
        models: ['*'],
      },
    ]);
  });

  it('needs no more than an id and a base URL', () => {
    expect(parse('- id: local\n  baseUrl: http://localhost:11434/v1')).toEqual([
      { id: 'local', kind: 'openai-compatible', baseUrl: 'http://localhost:11434/v1', apiKeys: [], models: [] },
    ]);
  });

  it.each([
    ['- { id: a, kind: anthropic, apiKey: k }', 'anthropic', 'https://api.anthropic.com/v1'],
    ['- { id: g, kind: gemini, apiKey: k }', 'gemini', 'https://generativelanguage.googleapis.com/v1beta'],
    [
      '- { id: b, kind: bedrock, region: eu-central-1 }',
      'bedrock',
      'https://bedrock-runtime.eu-central-1.amazonaws.com',
    ],
    [
      '- { id: z, kind: azure-openai, baseUrl: "https://r.openai.azure.com" }',
      'azure-openai',
      'https://r.openai.azure.com',
    ],
    ['- { id: a, kind: anthropic, baseUrl: "http://127.0.0.1:9/v1" }', 'anthropic', 'http://127.0.0.1:9/v1'],
    ['- { id: groq, apiKey: k }', 'openai-compatible', 'https://api.groq.com/openai/v1'],
  ])('takes every kind, with its own base URL or another: %s', (text, kind, baseUrl) => {
    expect(parse(text)).toEqual([expect.objectContaining({ kind, baseUrl })]);
  });

  it('takes several keys', () => {
    expect(parse('- { id: groq, apiKeys: [k1, k2] }')[0]?.apiKeys).toEqual(['k1', 'k2']);
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
    ['- { id: b, kind: bedrock }', 'entry 1 (b), region: '],
    ['- { id: a, region: eu-west-1, baseUrl: "http://h/v1" }', 'entry 1 (a), region: only Bedrock'],
    ['- { id: a, apiVersion: "2024-10-21", baseUrl: "http://h/v1" }', 'entry 1 (a), apiVersion: only Azure OpenAI'],
    ['- { id: z, kind: azure-openai }', 'entry 1 (z), baseUrl: '],
    ['- { id: groq, apiKey: k, apiKeys: [l] }', 'entry 1 (groq), apiKeys: write either'],
    ['- { id: groq, apiKeys: [k, k] }', 'entry 1 (groq), apiKeys: holds a key twice'],
    ['- { id: groq, apiKeys: [] }', 'entry 1 (groq), apiKeys: '],
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
        apiKeys: ['sk-1'],
        models: ['*'],
      },
    ]);
  });

  it('are spoken with in their own format where there is an adapter for it', () => {
    const found = providersOfEnvironment({
      ANTHROPIC_API_KEY: 'a',
      GEMINI_API_KEY: 'g',
      AWS_BEARER_TOKEN_BEDROCK: 'b',
      AWS_REGION: 'eu-central-1',
      AZURE_OPENAI_API_KEY: 'z',
      AZURE_OPENAI_ENDPOINT: 'https://r.openai.azure.com/',
    });
    expect(found.map(({ id, kind, baseUrl }) => [id, kind, baseUrl])).toEqual([
      ['anthropic', 'anthropic', 'https://api.anthropic.com/v1'],
      ['google', 'gemini', 'https://generativelanguage.googleapis.com/v1beta'],
      ['azure', 'azure-openai', 'https://r.openai.azure.com'],
      ['aws', 'bedrock', 'https://bedrock-runtime.eu-central-1.amazonaws.com'],
    ]);
    expect(found.map(({ apiKeys }) => apiKeys)).toEqual([['a'], ['g'], ['z'], ['b']]);
  });

  it('need Azure’s endpoint along with its key', () => {
    expect(() => providersOfEnvironment({ AZURE_OPENAI_API_KEY: 'z' })).toThrow('AZURE_OPENAI_ENDPOINT');
  });

  it('call Bedrock in us-east-1 unless a region is set', () => {
    expect(providersOfEnvironment({ AWS_BEARER_TOKEN_BEDROCK: 'b' })[0]?.region).toBe('us-east-1');
  });
});
