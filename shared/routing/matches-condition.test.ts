import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../contract/route-condition.ts';
import { matchesCondition } from './matches-condition.ts';
import { readCallNeeds } from './read-call-needs.ts';
import { buildFacts } from './testing/build-routing.ts';

const facts = buildFacts({
  ...{ metadata: { tier: 'gold' }, userId: 'ada', keyId: 'k1', environment: 'production' },
  ...{ isStreamed: true, needs: ['tools'], remainingBudgetFraction: 0.1, estimatedInputTokens: 50 },
});
const holds = (condition: Condition, part = {}) => matchesCondition(condition, { ...facts, ...part });

describe('leaves', () => {
  test.each<[boolean, Condition]>([
    [true, { kind: 'metadata', key: 'tier', operator: 'equals', values: ['silver', 'gold'] }],
    [false, { kind: 'metadata', key: 'tier', operator: 'equals', values: ['silver'] }],
    [true, { kind: 'metadata', key: 'tier', operator: 'exists', values: [] }],
    [false, { kind: 'metadata', key: 'toString', operator: 'exists', values: [] }],
    [false, { kind: 'metadata', key: 'none', operator: 'equals', values: ['x'] }],
    [true, { kind: 'metadata', key: 'none', operator: 'not-equals', values: ['x'] }],
    [false, { kind: 'user', operator: 'not-equals', values: ['ada'] }],
    [true, { kind: 'user', operator: 'starts-with', values: ['x', 'a'] }],
    [true, { kind: 'key', operator: 'equals', values: ['k1'] }],
    [false, { kind: 'environment', operator: 'starts-with', values: ['dev'] }],
    [true, { kind: 'inputTokens', atLeast: 50 }],
    [false, { kind: 'inputTokens', below: 50 }],
    [true, { kind: 'needs', needs: ['tools'] }],
    [false, { kind: 'needs', needs: ['tools', 'vision'] }],
    [true, { kind: 'streamed', is: true }],
    [true, { kind: 'remainingBudget', below: 0.2 }],
    [false, { kind: 'remainingBudget', below: 0.1 }],
  ])('%s: %j', (expected, condition) => {
    expect(holds(condition)).toBe(expected);
  });

  test('what is not known does not hold', () => {
    expect(holds({ kind: 'remainingBudget', below: 1 }, { remainingBudgetFraction: null })).toBe(false);
    expect(holds({ kind: 'user', operator: 'starts-with', values: [''] }, { userId: null })).toBe(false);
  });
});

describe('time', () => {
  const at = (time: string) => ({ at: Date.parse(time) });
  const night: Condition = { kind: 'time', zone: 'Europe/Vienna', weekdays: ['friday'], from: '22:00', until: '06:00' };

  // 27 November 2026 is a Friday; Vienna is an hour ahead of UTC then.
  test.each([
    ['2026-11-27T20:59:00Z', false],
    ['2026-11-27T21:00:00Z', true],
    ['2026-11-28T04:59:00Z', true],
    ['2026-11-28T05:00:00Z', false],
    ['2026-11-28T22:00:00Z', false],
    ['2026-11-27T03:00:00Z', false],
  ])('a night that begins on Friday holds %s: %s', (time, expected) => {
    expect(holds(night, at(time))).toBe(expected);
  });

  test('whole days follow the zone, through summer time too', () => {
    const monday: Condition = { kind: 'time', zone: 'America/New_York', weekdays: ['monday'] };
    expect(holds(monday, at('2026-07-06T03:59:00Z'))).toBe(false);
    expect(holds(monday, at('2026-07-06T04:00:00Z'))).toBe(true);
    expect(holds({ kind: 'time', zone: 'UTC', until: '00:30' }, at('2026-07-06T00:29:00Z'))).toBe(true);
  });
});

test('groups are logic', () => {
  const leaf = fc.boolean().map((is): Condition => ({ kind: 'streamed', is }));
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 5 }), (conditions) => {
      const values = conditions.map((each) => holds(each));
      expect(holds({ kind: 'all', conditions })).toBe(values.every(Boolean));
      expect(holds({ kind: 'any', conditions })).toBe(values.some(Boolean));
      const not = conditions.map((condition): Condition => ({ kind: 'not', condition }));
      expect(holds({ kind: 'not', condition: { kind: 'any', conditions } })).toBe(
        holds({ kind: 'all', conditions: not }),
      );
    }),
  );
});

describe('needs are read from the request', () => {
  test.each([
    [{}, []],
    [{ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] }, ['vision']],
    [{ messages: [{ role: 'user', content: 'an image_url' }], tools: [] }, []],
    [{ tools: [{ type: 'function' }], response_format: { type: 'json_schema' } }, ['tools', 'json']],
    [{ response_format: { type: 'json_object' }, reasoning_effort: 'none' }, []],
    [{ reasoning_effort: 'low' }, ['reasoning']],
    [{ reasoning_effort: 'high', reasoning: { enabled: false } }, []],
    [{ reasoning: { max_tokens: 100 } }, ['reasoning']],
    [{ reasoning: { effort: 'none' } }, []],
    [{ reasoning: { effort: 'low' } }, ['reasoning']],
    [{ reasoning: { enabled: true } }, ['reasoning']],
  ])('%j → %j', (request, needs) => {
    expect(readCallNeeds(request)).toEqual(needs);
  });
});
