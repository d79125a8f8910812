import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeIssue } from './describe-issue.ts';
import { parseInput } from './parse-input.ts';

function sentenceFor(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value, { error: describeIssue }).error?.issues[0]?.message;
}

const byKind = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fallback') }),
  z.object({ kind: z.enum(['weighted', 'sticky']) }),
]);

describe('what is wrong with a field', () => {
  test.each([
    [z.string(), undefined, 'is missing; it must be a string'],
    [z.array(z.string()), 'Hi', 'must be an array, not a string'],
    [z.object({}), [], 'must be an object, not an array'],
    [z.boolean(), null, 'must be a boolean, not null'],
    [z.int(), 1.5, 'must be an integer, not 1.5'],
    [z.coerce.number(), 'abc', 'must be a number, not NaN'],
    [z.record(z.string(), z.string()), 3, 'must be an object, not a number'],
    [z.enum(['a', 'b', 'c']), 'all', 'must be "a", "b" or "c", not "all"'],
    [z.enum(['a']), undefined, 'must be "a", and is missing'],
    [z.literal(3), 4, 'must be 3, not 4'],
    [z.enum(['a', 'b']), ['a'], 'must be "a" or "b", not an array'],
    [z.enum(['a', 'b']), 'sk-'.padEnd(60, 'x'), 'must be "a" or "b"'],
    [z.number().max(2), 5, 'must be at most 2'],
    [z.number().positive(), -1, 'must be more than 0'],
    [z.number().lt(3), 3, 'must be less than 3'],
    [z.string().min(1), '', 'must have at least 1 character'],
    [z.string().max(2), 'abc', 'must have at most 2 characters'],
    [z.array(z.int()).max(2), [1, 2, 3], 'must have at most 2 items'],
    [z.iso.datetime(), '2030-01-01', 'must be a time such as "2026-11-26T14:00:00Z"'],
    [z.iso.date(), 'tomorrow', 'must be a day such as "2026-11-26"'],
    [z.url(), 'nowhere', 'must be a URL such as "https://api.example.com/v1"'],
    [byKind, { kind: 'priority' }, 'must be "fallback", "weighted" or "sticky", not "priority"'],
    [byKind, {}, 'must be "fallback", "weighted" or "sticky", and is missing'],
    [byKind, { kind: ['sticky'] }, 'must be "fallback", "weighted" or "sticky", not an array'],
    [byKind, 'weighted', 'must be an object, not a string'],
    [z.union([z.string(), z.array(z.string())]), 3, 'must be a string or an array, not a number'],
    [z.union([z.string(), z.number()]), undefined, 'is missing; it must be a string or a number'],
    [z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]), null, 'must be an object, not null'],
    [z.email(), 'ada', 'must be an e-mail address such as "ada@example.com"'],
  ])('%#: of %j', (schema, value, sentence) => {
    expect(sentenceFor(schema, value)).toBe(sentence);
  });

  test.each([
    ['abc', 'query.limit: must be a number, not "abc"'],
    ['2.5', 'query.limit: must be an integer, not "2.5"'],
    ['x'.repeat(60), 'query.limit: must be a number'],
  ])('of a text that is no number, what came is said: %s', (limit, sentence) => {
    const query = z.object({ limit: z.coerce.number().int() });
    expect(() => parseInput('query', query, { limit })).toThrow(sentence);
  });

  test('a schema’s own words come first, and zod’s where there are none', () => {
    expect(sentenceFor(z.string().min(1, 'give a name'), '')).toBe('give a name');
    expect(sentenceFor(z.string().startsWith('x'), 'y')).toContain('start with "x"');
    expect(sentenceFor(z.union([z.string(), z.array(z.string())]), [3])).toBe('Invalid input');
  });

  test('a kind that is none of those has its field named', () => {
    const body = { strategy: { kind: 'priority' } };
    expect(() => parseInput('body', z.object({ strategy: byKind }), body)).toThrow(
      'body.strategy.kind: must be "fallback", "weighted" or "sticky", not "priority"',
    );
  });

  test('any value of a wrong type gets a sentence, which never repeats a long value', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const sentence = sentenceFor(z.enum(['only']), value);
        if (value !== 'only') expect(sentence).toMatch(/^must be "only"/);
        expect(sentence?.length ?? 0).toBeLessThan(80);
      }),
      { examples: [[{ toString: [] }]] },
    );
  });
});
