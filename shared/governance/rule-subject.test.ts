import { expect, test } from 'vitest';
import { ruleSubject } from './rule-subject.ts';

const anyScope = { keyId: null, userId: null, model: null };
const call = { keyId: 'k1', userId: 'ada', modelId: 'openai/gpt-5-mini' };
const rule = (scope: Partial<typeof anyScope> | Record<string, string>, each: 'key' | 'user' | null = null) => ({
  scope: { ...anyScope, ...scope },
  each,
  isEnabled: true,
});

test.each([
  [{}, ''],
  [{ keyId: 'k1' }, ''],
  [{ keyId: 'k2' }, null],
  [{ userId: 'ada', model: 'openai/*' }, ''],
  [{ userId: 'bob', model: 'openai/*' }, null],
  [{ model: 'openai/gpt-5-mini' }, ''],
  [{ model: 'openai/gpt-5' }, null],
  [{ model: '*' }, ''],
])('a rule for %o', (scope, subject) => {
  expect(ruleSubject(rule(scope), call)).toBe(subject);
});

test('each key and each user has a counter; those that name none share one', () => {
  expect(ruleSubject(rule({}, 'key'), call)).toBe('k1');
  expect(ruleSubject(rule({}, 'user'), call)).toBe('ada');
  expect(ruleSubject(rule({}, 'user'), { ...call, userId: null })).toBe('');
});

test('a rule that is switched off does not apply', () => {
  expect(ruleSubject({ ...rule({}), isEnabled: false }, call)).toBeNull();
});
