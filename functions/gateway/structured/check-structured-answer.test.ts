import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkStructuredAnswer } from './check-structured-answer.ts';

const person = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1 },
    'home town': { type: 'string' },
    children: { type: 'array', items: { $ref: '#' } },
  },
  required: ['name'],
  additionalProperties: false,
};

describe('checkStructuredAnswer', () => {
  test('an answer that keeps to the schema is valid, in a code fence or not', () => {
    const value = { name: 'Ada', children: [{ name: 'Byron' }] };
    const valid = { isValid: true, value, errors: [] };

    expect(checkStructuredAnswer(person, JSON.stringify(value))).toEqual(valid);
    expect(checkStructuredAnswer(person, `\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`)).toEqual(valid);
    expect(checkStructuredAnswer(person, `\`\`\`\n${JSON.stringify(value)}\`\`\``)).toEqual(valid);
  });

  test('errors say where, by JSON path, and only what tells something', () => {
    const answer = {
      children: [
        { name: '', 'home town': 3 },
        { name: 'x', age: 4 },
      ],
    };

    const { isValid, value, errors } = checkStructuredAnswer(person, JSON.stringify(answer));

    expect({ isValid, value }).toEqual({ isValid: false, value: answer });
    expect(errors.map(({ path }) => path)).toEqual([
      '$',
      '$.children[0].name',
      '$.children[0]["home town"]',
      '$.children[1]',
    ]);
    expect(errors[3]?.message).toContain('age');
  });

  test('where summaries are all there is, they are shown', () => {
    expect(checkStructuredAnswer({ properties: { a: false } }, '{"a":1}').errors).not.toEqual([]);
  });

  test.each(['', '  ', 'Sure! Here it is: {', '{"name": "Ada"', '{"name":"Ada"} and more'])('%j is no JSON', (text) => {
    const check = checkStructuredAnswer(person, text);

    expect(check).toMatchObject({ isValid: false, value: undefined, errors: [{ path: '$' }] });
  });

  test('bounds the number of errors and the length of each', () => {
    const schema = { type: 'array', items: { enum: ['x'.repeat(1_000)] } };

    const { errors } = checkStructuredAnswer(schema, JSON.stringify(Array.from({ length: 40 }, () => 1)));

    expect(errors).toHaveLength(10);
    expect(errors.every(({ message }) => message.length <= 301)).toBe(true);
  });

  test('a pattern that takes exponential time is given up', () => {
    const check = checkStructuredAnswer({ pattern: '^(a+)+$' }, JSON.stringify(`${'a'.repeat(60)}b`));

    expect(check).toMatchObject({ isValid: false, errors: [{ message: expect.stringContaining('too long') }] });
  });

  test('a schema that runs in a circle is given up', () => {
    expect(checkStructuredAnswer({ $ref: '#' }, '1').isValid).toBe(false);
  });

  test('draft-07 and 2020-12 differ where they should', () => {
    const sibling = { definitions: { text: { type: 'string' } }, $ref: '#/definitions/text', minLength: 3 };

    expect(checkStructuredAnswer(sibling, '"a"').isValid).toBe(false);
    expect(
      checkStructuredAnswer({ $schema: 'http://json-schema.org/draft-07/schema#', ...sibling }, '"a"').isValid,
    ).toBe(true);
    const tuple = { type: 'array', prefixItems: [{ type: 'string' }], items: false };
    const in2019 = { ...tuple, $schema: 'https://json-schema.org/draft/2019-09/schema' };
    expect(checkStructuredAnswer(tuple, '["a", 1]').isValid).toBe(false);
    expect(checkStructuredAnswer(in2019, '["a"]').isValid).toBe(true);
  });

  test('the schema is left as it is', () => {
    const schema = structuredClone(person);
    checkStructuredAnswer(schema, '{"name":"Ada"}');

    expect(Object.getOwnPropertyNames(schema)).toEqual(Object.keys(person));
  });

  test('any JSON is valid against the schema that allows everything', () => {
    fc.assert(fc.property(fc.json(), (text) => checkStructuredAnswer({}, text).isValid));
  });
});
