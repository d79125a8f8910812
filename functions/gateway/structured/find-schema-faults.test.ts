import { describe, expect, test } from 'vitest';
import { findSchemaFaults, schemaBounds } from './find-schema-faults.ts';

const pathsIn = (schema: unknown) => findSchemaFaults(schema).map(({ path }) => path);

describe('findSchemaFaults', () => {
  test.each([
    {},
    { type: 'object', properties: { a: { type: ['string', 'null'], pattern: '^a+$' }, type: true }, required: ['a'] },
    { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'string' }, false], additionalItems: false },
    { $defs: { node: { properties: { next: { $ref: '#/$defs/node' } } } }, $ref: '#/$defs/node' },
    { definitions: { a: { $anchor: 'here' } }, anyOf: [{ $ref: '#here' }, { $ref: '#/definitions/a' }] },
    { dependencies: { a: ['b'], c: { minProperties: 2 } }, dependentRequired: { a: ['b'] } },
    { patternProperties: { '^x-': { multipleOf: 0.5 } }, prefixItems: [true], uniqueItems: true, enum: [1, null] },
    { 'x-anything': { type: 7 }, description: 5, examples: [{ type: 'nonsense' }], default: { minimum: 'x' } },
  ])('takes %j', (schema) => {
    expect(findSchemaFaults(schema)).toEqual([]);
  });

  test.each([
    [[], ''],
    ['{"type":"object"}', ''],
    [{ type: 'text' }, 'type'],
    [{ type: [] }, 'type'],
    [{ properties: { a: 5 } }, 'properties.a'],
    [{ properties: ['a'] }, 'properties'],
    [{ properties: { a: { minLength: -1 } } }, 'properties.a.minLength'],
    [{ anyOf: [] }, 'anyOf'],
    [{ oneOf: [{}, { maximum: '5' }] }, 'oneOf.1.maximum'],
    [{ items: { multipleOf: 0 } }, 'items.multipleOf'],
    [{ not: null }, 'not'],
    [{ pattern: '(' }, 'pattern'],
    [{ pattern: 3 }, 'pattern'],
    [{ patternProperties: { '[': {} } }, 'patternProperties.['],
    [{ required: 'a' }, 'required'],
    [{ dependentRequired: { a: {} } }, 'dependentRequired.a'],
    [{ dependencies: { a: 1 } }, 'dependencies.a'],
    [{ enum: [] }, 'enum'],
    [{ uniqueItems: 'yes' }, 'uniqueItems'],
    [{ format: 1 }, 'format'],
    [{ properties: { a: { $ref: '#/$defs/missing' } } }, 'properties.a.$ref'],
    [{ $ref: 'https://elsewhere.example/schema.json' }, '$ref'],
    [{ $id: 'http://[' }, ''],
  ])('%j has a fault at %j', (schema, path) => {
    expect(pathsIn(schema)).toEqual([path]);
  });

  test('answers at most ten faults', () => {
    const properties = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`p${index}`, { type: 'text' }]));

    expect(findSchemaFaults({ properties })).toHaveLength(schemaBounds.faults);
  });

  test('bounds depth, number of schemas and bytes', () => {
    let deep: unknown = {};
    for (let level = 0; level < schemaBounds.depth; level++) deep = { not: deep };
    const properties = Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`p${index}`, {}]));

    expect(findSchemaFaults(deep)).toHaveLength(1);
    expect(findSchemaFaults({ properties })).toMatchObject([{ message: expect.stringContaining('2000 schemas') }]);
    expect(findSchemaFaults({ description: 'x'.repeat(schemaBounds.bytes) })).toMatchObject([{ path: '' }]);
  });
});
