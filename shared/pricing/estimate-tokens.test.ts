import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';

interface Sample {
  name: string;
  kind: 'prose' | 'other';
  text: string;
  /** As the reference tokenizer counted them. */
  tokens: number;
}

const fixture = resolve(import.meta.dirname, '../../test/fixtures/token-counts.json');
const { samples } = JSON.parse(readFileSync(fixture, 'utf8')) as { samples: Sample[] };
const ofKind = (kind: Sample['kind']) => samples.filter((sample) => sample.kind === kind);

describe('estimateTokens', () => {
  test.each(ofKind('prose'))('is within 15 % of the reference for prose: $name', ({ text, tokens }) => {
    const ratio = estimateTokens(text) / tokens;

    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.15);
  });

  test.each(ofKind('other'))('is within 40 % of the reference for other text: $name', ({ text, tokens }) => {
    const ratio = estimateTokens(text) / tokens;

    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.4);
  });

  test('an empty text has no tokens, a single space has one', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens(' ')).toBe(1);
  });

  test('runs of spaces, as in indented code, cost one token', () => {
    expect(estimateTokens('a        b')).toBe(estimateTokens('a b') + 1);
  });

  test('camelCase counts its words, an acronym less than its letters', () => {
    expect(estimateTokens('readProviderKey')).toBe(3);
    expect(estimateTokens('HTTPServer')).toBeLessThan(4);
  });

  test('any text has between one token and two per UTF-16 unit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const tokens = estimateTokens(text);
        return Number.isInteger(tokens) && tokens >= 1 && tokens <= text.length * 2;
      }),
    );
  });
});
