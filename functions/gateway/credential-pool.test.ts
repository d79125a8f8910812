import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CredentialRecord, ProviderRecord } from '../../shared/contract/providers.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import { createCredentialPool } from './credential-pool.ts';
import { mockRecord } from './testing/gateway-harness.ts';

const start = Date.parse('2026-11-26T10:00:00Z');

function poolOf(keys: Partial<CredentialRecord>[]) {
  const state = { now: start, random: 0 };
  const record: ProviderRecord = mockRecord('https://example.com/v1');
  const credentials = keys.flatMap((key) => record.credentials.map((each) => ({ ...each, ...key })));
  const pool = createCredentialPool({ clock: () => state.now, random: () => state.random });
  return { state, record: { ...record, credentials }, pool };
}

describe('a pool of keys', () => {
  test('takes keys by weight', () => {
    const { state, record, pool } = poolOf([
      { id: 'a', weight: 1 },
      { id: 'b', weight: 3 },
    ]);
    const at = (random: number) => {
      state.random = random;
      return pool.pick(record)?.id;
    };

    expect([0, 0.24, 0.25, 0.5, 0.999].map(at)).toEqual(['a', 'a', 'b', 'b', 'b']);
  });

  test('any draw gives a key that is there', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 20 });
    void fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (given, random) => {
        const { state, record, pool } = poolOf(given.map((weight, index) => ({ id: `k${index}`, weight })));
        state.random = random;
        expect(record.credentials).toContain(pool.pick(record));
      }),
    );
  });

  test('a provider without keys has none to give', () => {
    const { record, pool } = poolOf([]);

    expect(pool.pick(record)).toBeNull();
    expect(pool.hasOther(record)).toBe(false);
  });

  test('a key that rests is passed over until its time is up, and only at its own provider', () => {
    const { state, record, pool } = poolOf([{ id: 'a' }, { id: 'b' }]);
    pool.coolDown(record, 'a', 10);

    expect(pool.pick(record)?.id).toBe('b');
    expect(pool.pick({ ...record, id: 'other' })?.id).toBe('a');
    state.now += 10_000;
    expect(pool.pick(record)?.id).toBe('a');
  });

  test('where all rest, the one that is up first is tried', () => {
    const { record, pool } = poolOf([{ id: 'a' }, { id: 'b' }]);
    pool.coolDown(record, 'a', 20);
    pool.coolDown(record, 'b', 10);

    expect(pool.pick(record)?.id).toBe('b');
    expect(pool.hasOther(record)).toBe(false);
  });

  test('a shorter rest does not end a longer one', () => {
    const { state, record, pool } = poolOf([{ id: 'a' }, { id: 'b' }]);
    pool.coolDown(record, 'a', 300);
    pool.coolDown(record, 'a', 1);
    state.now += 299_000;

    expect(pool.pick(record)?.id).toBe('b');
  });

  test('keys to avoid are never given, rested or not', () => {
    const { record, pool } = poolOf([{ id: 'a' }, { id: 'b' }]);
    pool.coolDown(record, 'b', 10);

    expect(pool.pick(record, new Set(['a']))?.id).toBe('b');
    expect(() => pool.pick(record, new Set(['a', 'b']))).toThrow('No other key of the provider "mock"');
  });

  test('a retiring key serves only while its successor rests, and not beyond its time', () => {
    const retiresAt = new Date(start + 60_000).toISOString();
    const { state, record, pool } = poolOf([{ id: 'new' }, { id: 'old', state: 'retiring', retiresAt }]);
    state.random = 0.9;
    expect(pool.pick(record)?.id).toBe('new');
    pool.coolDown(record, 'new', 300);

    expect(pool.pick(record)?.id).toBe('old');
    state.now += 60_000;
    expect(pool.pick(record)?.id).toBe('new');
  });

  test.each([
    ['provider_authentication_failed', undefined, 300],
    ['provider_rate_limited', undefined, 20],
    ['provider_rate_limited', 7, 7],
    ['provider_rate_limited', 86_400, 3_600],
    ['provider_failed', undefined, 0],
  ] as const)('after %s (retry after %s) a key rests for %i s', (type, retryAfterSeconds, seconds) => {
    const { state, record, pool } = poolOf([{ id: 'a' }]);
    const options = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    pool.report(record, 'a', new ProviderError(type, 'no', options));

    expect(pool.hasOther(record)).toBe(seconds === 0);
    state.now += seconds * 1_000;
    expect(pool.hasOther(record)).toBe(true);
  });

  test('the memory of rests is bounded: what is over goes first, then the oldest', () => {
    const { state, record, pool } = poolOf([{ id: 'a' }, { id: 'b' }]);
    pool.coolDown(record, 'b', 1);
    state.now += 2_000;
    pool.coolDown(record, 'a', 3_000);
    for (let n = 0; n < 10_000; n++) pool.coolDown(record, `k${n}`, 3_000);

    state.random = 0.1;
    expect(pool.pick(record)?.id).toBe('a');
  });
});
