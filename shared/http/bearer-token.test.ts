import { expect, test } from 'vitest';
import { bearerToken } from './bearer-token.ts';

test('the token is what follows the scheme', () => {
  expect(bearerToken('Bearer abc')).toBe('abc');
  expect(bearerToken('bearer   a.b-c_d')).toBe('a.b-c_d');
  expect(bearerToken(' Bearer abc ')).toBe('abc');
});

test('a key without the scheme is told what is missing', () => {
  expect(() => bearerToken('sbx_local_k_s')).toThrow('Write `Bearer` before the key');
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'abc', 'Bearer a b', `Bearer ${'a'.repeat(8193)}`])(
  '%s is no token',
  (authorization) => {
    expect(() => bearerToken(authorization)).toThrow(expect.objectContaining({ status: 401, code: 'unauthorized' }));
  },
);
