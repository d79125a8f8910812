import { expect, test } from 'vitest';
import { isWithoutArguments, parseCallArguments } from './parse-call-arguments.ts';

test.each(['', ' ', '{}', 'null', ' null\n'])('no arguments: %j', (text) => {
  expect(parseCallArguments(text)).toEqual({});
});

test('arguments', () => {
  expect(parseCallArguments('{"city":"Paris"}')).toEqual({ city: 'Paris' });
});

test.each(['[]', '7', 'nu', 'nullify', '{"city":'])('no object: %j', (text) => {
  expect(parseCallArguments(text)).toBeNull();
});

test.each([
  ['nu', true],
  ['{', false],
  ['nullx', false],
])('what has come so far is nothing yet: %j', (text, isNothing) => {
  expect(isWithoutArguments(text)).toBe(isNothing);
});
