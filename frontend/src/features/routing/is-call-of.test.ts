import { expect, it } from 'vitest';
import { isCallOf } from './is-call-of.ts';

it.each([
  ['chat support', true],
  ['messages support', true],
  ['chat support-eu', false],
  ['chat sandbox/support', false],
])('%s is a call of the route support: %s', (name, expected) => {
  expect(isCallOf({ name }, 'support')).toBe(expected);
});
