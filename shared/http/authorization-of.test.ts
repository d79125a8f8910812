import { expect, test } from 'vitest';
import { authorizationOf } from './authorization-of.ts';

test('a key in x-api-key counts like a bearer token', () => {
  expect(authorizationOf(new Headers({ 'x-api-key': 'abc' }))).toBe('Bearer abc');
});

test('authorization comes first', () => {
  expect(authorizationOf(new Headers({ authorization: 'Bearer a', 'x-api-key': 'b' }))).toBe('Bearer a');
});

test('without either there is none', () => {
  expect(authorizationOf(new Headers())).toBeUndefined();
});

test.each([
  ['pk-lf-1:key', 'Bearer key'],
  ['key:', 'Bearer key'],
  ['key', 'Bearer key'],
  ['a:b:c', 'Bearer b:c'],
])('of Basic %s the key is the password, or else the user', (pair, expected) => {
  const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;

  expect(authorizationOf(new Headers({ authorization }))).toBe(expected);
});

test('what is no Basic authentication stays as it is, to be refused', () => {
  expect(authorizationOf(new Headers({ authorization: 'Basic ***' }))).toBe('Basic ***');
});
