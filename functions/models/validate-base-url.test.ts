import { describe, expect, test } from 'vitest';
import { ValidationError } from '../../shared/http/errors.ts';
import { validateBaseUrl } from './validate-base-url.ts';

describe('validateBaseUrl', () => {
  test.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1//', 'https://api.openai.com/v1'],
    ['https://API.example.com', 'https://api.example.com'],
  ])('%s is kept as %s', (given, kept) => {
    expect(validateBaseUrl(given, false)).toBe(kept);
  });

  test.each([
    ['http://api.example.com/v1', 'https://'],
    ['https://127.0.0.1/v1', 'private network'],
    ['https://169.254.169.254/latest', 'private network'],
    ['https://[::1]/v1', 'private network'],
    ['https://[::ffff:10.0.0.1]/v1', 'private network'],
    ['https://user:pass@api.example.com/v1', 'user name'],
    ['https://api.example.com/v1?key=1', 'query'],
    ['https://api.example.com/v1?', 'query'],
    ['https://api.example.com/v1#top', 'fragment'],
  ])('%s is refused', (given, reason) => {
    expect(() => validateBaseUrl(given, false)).toThrow(ValidationError);
    expect(() => validateBaseUrl(given, false)).toThrow(reason);
  });

  test('the local stage may reach its own machine over plain HTTP, still without credentials', () => {
    expect(validateBaseUrl('http://127.0.0.1:9110/v1/', true)).toBe('http://127.0.0.1:9110/v1');
    expect(() => validateBaseUrl('http://user@127.0.0.1/v1', true)).toThrow('user name');
  });
});
