import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCall, buildSpan } from '../../test/support/build-span.ts';
import { supersedes, versionOf } from './stored-span.ts';

const versioned = fc
  .record({
    prices: fc.constantFrom(
      null,
      'genai-prices 0.1.10 (2026-11-26)',
      'genai-prices 0.1.9 (2026-09-23)',
      'override of 2026-12-01T00:00:00.000Z',
    ),
    durationMs: fc.nat(2),
    mapping: fc.constantFrom(null, 1, 2, 10),
    name: fc.constantFrom('a', 'b', 'much longer'),
  })
  .map(({ mapping, prices, ...rest }) => {
    const { cost } = buildCall();
    const priced = cost && { ...cost, priceTableVersion: prices };
    const span = buildSpan({
      ...rest,
      cost: priced,
      metadata: mapping === null ? {} : { mapping: { version: mapping } },
    });
    return { ...span, version: versionOf(span) };
  });

describe('what stands for a span', () => {
  test('is decided by a total order', () => {
    fc.assert(
      fc.property(versioned, versioned, versioned, (a, b, c) => {
        const isSame = a.version.digest === b.version.digest;
        expect(supersedes(a, b) || supersedes(b, a)).toBe(!isSame);
        expect(supersedes(a, b) && supersedes(b, a)).toBe(false);
        if (supersedes(a, b) && supersedes(b, c)) expect(supersedes(a, c)).toBe(true);
      }),
    );
  });

  test('is what a newer table read of it, though it says less', () => {
    const version = (mapping: number, bytes: number) => ({ mapping, bytes, digest: 'a' });
    const ended = { endTimeUnixNano: '5' };

    expect(supersedes({ ...ended, version: version(10, 1) }, { ...ended, version: version(9, 100) })).toBe(true);
  });

  test('is what the newer price table priced', () => {
    const version = { mapping: 1, bytes: 1, digest: 'a' };
    const priced = (priceTableVersion: string) => ({ endTimeUnixNano: '5', version, cost: { priceTableVersion } });
    const [old, current] = [priced('genai-prices 0.1.9 (2026-09-23)'), priced('genai-prices 0.1.10 (2026-11-26)')];

    expect([supersedes(current, old), supersedes(old, current)]).toEqual([true, false]);
    expect(supersedes(priced('override of 2026-11-26T08:00:00.000Z'), current)).toBe(true);
  });

  test('is what the sender told later, whatever table read the earlier one again', () => {
    const replayed = { endTimeUnixNano: '5', version: { mapping: 3, bytes: 100, digest: 'a' } };
    const late = { endTimeUnixNano: '6', version: { mapping: 2, bytes: 1, digest: 'b' } };

    expect(supersedes(late, replayed)).toBe(true);
  });
});
