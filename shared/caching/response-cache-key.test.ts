import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyedRequest, responseCacheKey } from './response-cache-key.ts';

const request = { model: 'support', messages: [{ role: 'user', content: 'Hello' }], temperature: 1 };
const base: KeyedRequest = { projectId: 'p', namespace: 'n', modelId: 'mock/m', request };
const keyWith = (more: Record<string, unknown>) => responseCacheKey({ ...base, request: { ...request, ...more } });

describe('the name of an answer', () => {
  test('is another one for another project, namespace or model', () => {
    const keys = [base, { ...base, projectId: 'q' }, { ...base, namespace: 'o' }, { ...base, modelId: 'mock/o' }];

    expect(new Set(keys.map(responseCacheKey)).size).toBe(4);
  });

  test.each([
    ['model', 'mock/m'],
    ['stream', true],
    ['stream_options', { include_usage: true }],
    ['user', 'ada'],
    ['metadata', { session_id: 's' }],
    ['conversation', 'c'],
    ['cache', { ttl_seconds: 1 }],
    ['requirements', { needs: ['tools'] }],
  ])('does not depend on `%s`', (name, value) => {
    expect(keyWith({ [name]: value })).toBe(responseCacheKey(base));
  });

  test('depends on everything else, also on what nobody here knows', () => {
    const known = ['model', 'stream', 'stream_options', 'user', 'metadata', 'conversation', 'cache', 'requirements'];
    const name = fc.string({ minLength: 1 }).filter((each) => !known.includes(each) && !(each in request));
    fc.assert(
      fc.property(name, fc.jsonValue(), (field, value) => {
        expect(keyWith({ [field]: value })).not.toBe(responseCacheKey(base));
      }),
    );
  });

  test('cannot be forged by moving text between its parts', () => {
    const one = responseCacheKey({ ...base, projectId: 'p","n', namespace: 'x' });

    expect(one).not.toBe(responseCacheKey({ ...base, projectId: 'p', namespace: 'n","x' }));
  });
});
