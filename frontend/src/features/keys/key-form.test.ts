import { describe, expect, it } from 'vitest';
import type { ApiKey } from '../../../../shared/contract/keys.ts';
import { dateFieldOf, expiryOf, filterKeys, parseModelPatterns, stateOf } from './key-form.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();

function aKey(part: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'k1',
    name: 'Production',
    prefix: 'sbx_local_k1',
    scopes: ['gateway'],
    allowedModels: null,
    expiresAt: null,
    lastUsedAt: null,
    createdAt: inDays(-1),
    createdBy: 'ada@example.com',
    status: 'active',
    previousSecretExpiresAt: null,
    ...part,
  };
}

describe('allowed models as typed', () => {
  it.each([
    ['', null],
    [' \n, ', null],
    ['sandbox/*', ['sandbox/*']],
    ['a/b, c/d\ne/f  a/b', ['a/b', 'c/d', 'e/f']],
  ])('%j means %j', (text, patterns) => {
    expect(parseModelPatterns(text)).toEqual(patterns);
  });
});

describe('the expiry of a key', () => {
  it('is never, so many days from now, or the end of a day', () => {
    expect(expiryOf('never', '2026-12-01', now)).toBeNull();
    expect(expiryOf('30', '', now)).toBe(inDays(30));
    expect(expiryOf('custom', '', now)).toBeNull();
    const end = new Date(expiryOf('custom', '2026-12-01', now) ?? '');
    expect([end.getDate(), end.getHours(), end.getMinutes()]).toEqual([1, 23, 59]);
  });

  it('comes back as the date that was chosen', () => {
    expect(dateFieldOf(expiryOf('custom', '2027-01-05', now) ?? '')).toBe('2027-01-05');
  });
});

describe('the state of a key', () => {
  it.each([
    [aKey(), 'active'],
    [aKey({ status: 'revoked', expiresAt: inDays(-1) }), 'revoked'],
    [aKey({ expiresAt: inDays(-1) }), 'expired'],
    [aKey({ expiresAt: inDays(3) }), 'expiring'],
    [aKey({ expiresAt: inDays(30) }), 'active'],
    [aKey({ previousSecretExpiresAt: inDays(1), expiresAt: inDays(3) }), 'rotating'],
    [aKey({ previousSecretExpiresAt: inDays(-1) }), 'active'],
  ])('%# is %s', (key, state) => {
    expect(stateOf(key, now)).toBe(state);
  });
});

describe('the filters', () => {
  const keys = [
    aKey({ id: 'a', name: 'Alpha' }),
    aKey({ id: 'b', name: 'Beta', expiresAt: inDays(2), scopes: ['read'] }),
    aKey({ id: 'c', name: 'Gamma', expiresAt: inDays(-2) }),
    aKey({ id: 'd', name: 'Delta', status: 'revoked' }),
  ];
  const ids = (text: string, status: string) => filterKeys(keys, text, status, now).map(({ id }) => id);

  it('show what works, including what soon will not', () => {
    expect(ids('', 'active')).toEqual(['a', 'b']);
    expect(ids('', 'expired')).toEqual(['c']);
    expect(ids('', 'revoked')).toEqual(['d']);
    expect(ids('', 'all')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('search name, key and scopes', () => {
    expect(ids('alph', 'all')).toEqual(['a']);
    expect(ids('READ', 'all')).toEqual(['b']);
    expect(ids('sbx_local', 'active')).toEqual(['a', 'b']);
  });
});
