import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiKeyPrefix, formatApiKey, looksLikeApiKey, newKeyId, newKeySecret, parseApiKey } from './api-key-format.ts';
import { randomBase62, toBase62 } from './base62.ts';

const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
const base62 = (length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((digits) => digits.join(''));
const parts = fc.record({
  stage: fc.constantFrom('local', 'dev', 'staging', 'production'),
  keyId: base62(16),
  secret: base62(32),
});

describe('an API key', () => {
  test('reads back as what it was made of', () => {
    fc.assert(
      fc.property(parts, (key) => {
        expect(parseApiKey(formatApiKey(key))).toEqual(key);
      }),
    );
  });

  test('with one character mistyped is told from a real one without a look-up', () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.constantFrom(...alphabet), (key, position, character) => {
        const text = formatApiKey(key);
        const at = position % text.length;
        fc.pre(text[at] !== character);
        expect(parseApiKey(text.slice(0, at) + character + text.slice(at + 1))).toBeNull();
      }),
    );
  });

  test('with two neighbours swapped, or cut short, is none', () => {
    fc.assert(
      fc.property(parts, fc.nat(), (key, position) => {
        const text = formatApiKey(key);
        const at = position % (text.length - 1);
        expect(parseApiKey(text.slice(0, -1 - (position % 6)))).toBeNull();
        fc.pre(text[at] !== text[at + 1]);
        expect(parseApiKey(text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2))).toBeNull();
      }),
    );
  });

  test('is never made of anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseApiKey(text)).toBeNull();
      }),
    );
    expect(parseApiKey(`${formatApiKey({ stage: 'local', keyId: newKeyId(), secret: newKeySecret() })}\n`)).toBeNull();
  });

  test('is known by its start, and may be shown without its secret', () => {
    expect(looksLikeApiKey('sbx_anything')).toBe(true);
    expect(looksLikeApiKey('eyJhbGciOi')).toBe(false);
    expect(apiKeyPrefix('local', 'abc')).toBe('sbx_local_abc_…');
  });

  // The format is public: secret scanners look for it, and keys that were issued must stay valid.
  test('keeps its format', () => {
    const key = { stage: 'local', keyId: '0123456789abcdef', secret: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef' };

    expect(formatApiKey(key)).toBe('sbx_local_0123456789abcdef_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0UCenx');
  });
});

describe('base 62', () => {
  test('draws every digit about equally often', () => {
    const counts = new Map<string, number>();
    for (const digit of randomBase62(62_000)) counts.set(digit, (counts.get(digit) ?? 0) + 1);

    expect(counts.size).toBe(62);
    // 1,000 are expected of each; nine standard deviations never happen by chance.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(285);
  });

  test('writes numbers with zeros in front', () => {
    expect([toBase62(0, 3), toBase62(61, 3), toBase62(62, 3), toBase62(0xffffffff, 6)]).toEqual([
      '000',
      '00z',
      '010',
      '4gfFC3',
    ]);
  });
});
