import { expect, test } from 'vitest';
import { schemaInstance } from './schema-instance.ts';

const of = (schema: unknown) => schemaInstance(schema, 'seed');

test.each([
  [{ const: 5 }, 5],
  [{ enum: ['b', 'a'] }, 'b'],
  [{ default: 'd', type: 'string' }, 'd'],
  [{ type: 'null' }, null],
  [{ type: ['null'] }, null],
  [{ type: 'integer' }, 1],
  [{ type: 'number', exclusiveMinimum: 4 }, 5],
  [{ type: 'number', maximum: -3 }, -3],
  [{ type: 'integer', minimum: 7, multipleOf: 5 }, 10],
  [{ type: 'string', format: 'date' }, '2026-01-15'],
  [{ anyOf: [{ type: 'null' }, { const: 'x' }] }, 'x'],
  [{ oneOf: [{ type: 'null' }] }, null],
  [{ type: 'array', items: { const: 1 }, minItems: 3 }, [1, 1, 1]],
  [{ type: 'array', items: { const: 1 }, maxItems: 1 }, [1]],
  [{ allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }] }, { a: 1, b: 2 }],
  [{ $defs: { leaf: { const: 'l' } }, properties: { a: { $ref: '#/$defs/leaf' } } }, { a: 'l' }],
  [{ properties: { a: { $ref: '#/$defs/nowhere', type: 'string' } } }, { a: expect.any(String) }],
])('%j gives %j', (schema, expected) => {
  expect(of(schema)).toEqual(expected);
});

test('strings keep to their lengths, booleans are booleans, and no schema is a string', () => {
  expect(of({ type: 'string', maxLength: 3 })).toHaveLength(3);
  expect(of({ type: 'string', minLength: 60 })).toHaveLength(60);
  expect(of({ type: 'boolean' })).toBeTypeOf('boolean');
  expect(of(true)).toBeTypeOf('string');
});

test('a schema that contains itself ends', () => {
  const tree = {
    type: 'object',
    properties: { children: { type: 'array', items: { $ref: '#' } } },
    required: ['children'],
  };
  const loop = { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] };

  expect(JSON.stringify(of(tree)).length).toBeLessThan(100_000);
  expect(JSON.stringify(of(loop)).length).toBeLessThan(1_000);
  expect(of({ $ref: '#' })).toBeTypeOf('string');
});
