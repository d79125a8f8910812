import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactNumber } from './compact-number.ts';
import { hoverText, unknownFigure, withNote } from './figure.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount } from './format-count.ts';
import { formatDuration } from './format-duration.ts';
import { exactUsd, formatMoney } from './format-money.ts';
import { formatPrice } from './format-price.ts';
import { formatTokenRate } from './format-rate.ts';
import { absoluteTime, axisTime, formatRelativeTime } from './format-time.ts';
import { formatTokens } from './format-tokens.ts';
import { formatPartialMoney } from './partial-money.ts';

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '420 µs'],
    [0.9996, '1 ms'],
    [4.24, '4.2 ms'],
    [9.96, '10 ms'],
    [842, '842 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [3412, '3.41 s'],
    [3400, '3.40 s'],
    [41_260, '41.3 s'],
    [59_949, '59.9 s'],
    [59_960, '1 m 00 s'],
    [128_000, '2 m 08 s'],
    [3_599_700, '1 h 00 m'],
    [3_840_000, '1 h 04 m'],
    [266_400_000, '3 d 02 h'],
  ])('%d ms reads %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds).text).toBe(text);
  });

  it('keeps the exact value', () => {
    expect(formatDuration(3412.345678).exact).toBe('3412.345678 ms');
    expect(formatDuration(0.1 + 0.2).exact).toBe('0.3 ms');
  });
});

describe('sums of money that may lack something', () => {
  it.each([
    [350_000_000, 0, '$0.35', ''],
    [350_000_000, 1, '≥$0.35', 'At least: without 1 span, whose price is unknown.'],
    [1, 1200, '>$0.00', 'At least: without 1,200 spans, whose price is unknown.'],
    [0, 2, '≥$0.00', 'At least: without 2 spans, whose price is unknown.'],
    [null, 2, '—', 'The cost is not known.'],
  ])('%d without %d reads %s', (nanoUsd, unpricedCount, text, note) => {
    const figure = formatPartialMoney({ nanoUsd, unpricedCount });
    expect([figure.text, figure.note ?? '']).toEqual([text, note]);
  });
});

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [1, '<$0.0001'],
    [99_999, '<$0.0001'],
    [100_000, '$0.0001'],
    [4_212_300, '$0.0042'],
    [12_345_000, '$0.0123'],
    [21_000_400, '$0.0210'],
    [610_300_000, '$0.610'],
    [50_000_000, '$0.05'],
    [123_450_000, '$0.123'],
    [500_000_000, '$0.50'],
    [999_990_000, '$1.00'],
    [1_234_500_000, '$1.23'],
    [12_800_000_000, '$12.80'],
    [128_400_000_000, '$128'],
    [1_284_000_000_000, '$1.28k'],
    [-4_212_300, '-$0.0042'],
  ])('%d nano-dollars read %s', (nanoUsd, text) => {
    expect(formatMoney(nanoUsd).text).toBe(text);
  });

  it('shows a dash and the reason for an unknown cost', () => {
    expect(formatMoney(null, 'No price is known for mock/large.')).toEqual({
      text: '—',
      exact: '',
      note: 'No price is known for mock/large.',
    });
  });

  it('loses no digit of the exact value', () => {
    expect(exactUsd(4_212_300)).toBe('$0.0042123');
    expect(exactUsd(-1)).toBe('-$0.000000001');
    expect(exactUsd(12_000_000_000)).toBe('$12.00');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (nanoUsd) => {
        const [whole = '', decimals = ''] = exactUsd(nanoUsd).slice(1).split('.');
        expect(BigInt(whole) * 1_000_000_000n + BigInt(decimals.padEnd(9, '0'))).toBe(BigInt(nanoUsd));
      }),
    );
  });

  it('never shows a positive sum as zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 15 }), (nanoUsd) => {
        expect(formatMoney(nanoUsd).text).toMatch(/[1-9]/);
      }),
    );
  });
});

describe('counts, rates, prices and sizes', () => {
  it.each([
    [0, '0'],
    [987, '987'],
    [1000, '1k'],
    [12_345, '12.3k'],
    [128_000, '128k'],
    [999_600, '1M'],
    [1_048_576, '1.05M'],
  ])('%d reads %s', (count, text) => {
    expect(compactNumber(count)).toBe(text);
  });

  it('shows at most three significant digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (count) => {
        const digits = compactNumber(count)
          .replace(/[^\d]/g, '')
          .replace(/^0+|0+$/g, '');
        expect(digits.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('keeps exact values', () => {
    expect(formatCount(12_345)).toEqual({ text: '12.3k', exact: '12,345' });
    expect(formatTokenRate(41.2345)).toEqual({ text: '41.2 tok/s', exact: '41.234 tokens per second' });
    expect(formatBytes(1_234_567)).toEqual({ text: '1.23 MB', exact: '1234567 bytes' });
    expect(formatBytes(999_999).text).toBe('1 MB');
  });

  it('writes a price as it was published', () => {
    expect(formatPrice('0.075').text).toBe('$0.075');
    expect(formatPrice('2.5').text).toBe('$2.50');
    expect(formatPrice('100').text).toBe('$100.00');
    expect(formatPrice('0.10').exact).toBe('$0.10 per million tokens');
    expect(formatPrice(undefined, 'Not published.').note).toBe('Not published.');
  });
});

describe('tokens', () => {
  const none = { totalTokens: 0, costNanoUsd: null, unpricedSpanCount: 0 };
  it.each([
    ['nothing reported', none, '—'],
    ['an answer of the cache', { ...none, costNanoUsd: 0 }, '0'],
    ['a call without a price', { ...none, unpricedSpanCount: 1 }, '0'],
    ['some', { ...none, totalTokens: 12_345 }, '12.3k'],
  ])('of %s', (_, sums, text) => {
    expect(formatTokens(sums).text).toBe(text);
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-21T07:05:12.123Z');
  it.each([
    [0, 'now'],
    [12_000, '12 s ago'],
    [4 * 60_000 + 59_000, '4 min ago'],
    [3 * 3_600_000, '3 h ago'],
    [2 * 86_400_000, '2 d ago'],
    [-6000, 'now'],
    [-60_000, 'in 1 min'],
    [10 * 86_400_000, '11 Nov'],
    [400 * 86_400_000, '17 Oct 2025'],
  ])('%d ms before now reads %s', (elapsed, text) => {
    expect(formatRelativeTime(now - elapsed, { now, timeZone: 'UTC' }).text).toBe(text);
  });

  it('is short where that is asked for', () => {
    expect(formatRelativeTime(now - 240_000, { now, isShort: true }).text).toBe('4 min');
    expect(formatRelativeTime(now + 240_000, { now, isShort: true }).text).toBe('in 4 min');
  });

  it('says the absolute time with its zone', () => {
    expect(absoluteTime('2026-11-21T07:05:12.123Z', 'UTC')).toBe('21 Nov 2026, 07:05:12.123 UTC');
    expect(formatRelativeTime(now, { now, timeZone: 'Europe/Berlin' }).exact).toContain('08:05:12.123');
    expect(axisTime(now, 'second', 'UTC')).toBe('21 Nov, 07:05:12');
    expect(axisTime(now, 'minute', 'UTC')).toBe('21 Nov, 07:05');
  });
});

describe('notes', () => {
  it('come after the exact value on hover', () => {
    expect(hoverText(withNote(formatCount(1234), 'Estimated.'))).toBe('1,234 · Estimated.');
    expect(hoverText(unknownFigure('No price.'))).toBe('No price.');
    expect(withNote(formatCount(1), null)).toEqual(formatCount(1));
    expect(withNote(unknownFigure('A.'), 'B.').note).toBe('A. B.');
  });
});
