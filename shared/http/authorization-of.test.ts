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
