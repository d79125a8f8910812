import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOf, numberText } from './number-text.ts';

describe('a typed number', () => {
  it.each([
    ['', undefined],
    ['  ', undefined],
    ['1,000', 1000],
    ['1_000 000', 1_000_000],
    ['.5', 0.5],
    ['1.', 1],
    ['-2', -2],
    ['1,234,567.5', 1_234_567.5],
    ['0,01', 0.01],
    ['0,125', 0.125],
    ['12,5', 12.5],
    [',5', 0.5],
    ['0,', 0],
  ])('%j is %j', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it.each(['abc', '1e5', '0x10', '1.2.3', '--1', 'Infinity', '1,2,3', '1.234,5', ',', '.'])('%j is none', (text) => {
    expect(numberOf(text)).toBeNaN();
  });

  it('comes back as it was written', () => {
    const comesBack = fc.property(fc.integer(), (value) => Object.is(numberOf(numberText(value)), value));
    void fc.assert(comesBack);
    expect(numberText(undefined)).toBe('');
    expect(numberText(Number.NaN)).toBe('');
  });
});
