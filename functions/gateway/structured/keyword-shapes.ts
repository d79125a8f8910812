/** What a keyword of JSON Schema (2020-12 and draft-07) holds. */
export type KeywordShape =
  | 'schema'
  | 'schemas'
  | 'schemaOrSchemas'
  | 'schemaMap'
  | 'schemaOrStringsMap'
  | 'stringsMap'
  | 'strings'
  | 'type'
  | 'count'
  | 'number'
  | 'positive'
  | 'boolean'
  | 'string'
  | 'pattern'
  | 'list';

/** Keywords that are not here are annotations: they may hold anything. */
export const keywordShapes: ReadonlyMap<string, KeywordShape> = new Map<string, KeywordShape>([
  ['$defs', 'schemaMap'],
  ['definitions', 'schemaMap'],
  ['properties', 'schemaMap'],
  ['patternProperties', 'schemaMap'],
  ['dependentSchemas', 'schemaMap'],
  ['dependencies', 'schemaOrStringsMap'],
  ['dependentRequired', 'stringsMap'],
  ['allOf', 'schemas'],
  ['anyOf', 'schemas'],
  ['oneOf', 'schemas'],
  ['prefixItems', 'schemas'],
  ['items', 'schemaOrSchemas'],
  ['additionalItems', 'schema'],
  ['unevaluatedItems', 'schema'],
  ['additionalProperties', 'schema'],
  ['unevaluatedProperties', 'schema'],
  ['propertyNames', 'schema'],
  ['contains', 'schema'],
  ['not', 'schema'],
  ['if', 'schema'],
  ['then', 'schema'],
  ['else', 'schema'],
  ['required', 'strings'],
  ['type', 'type'],
  ['enum', 'list'],
  ['pattern', 'pattern'],
  ['$ref', 'string'],
  ['$id', 'string'],
  ['$anchor', 'string'],
  ['$schema', 'string'],
  ['format', 'string'],
  ['uniqueItems', 'boolean'],
  ['minimum', 'number'],
  ['maximum', 'number'],
  ['exclusiveMinimum', 'number'],
  ['exclusiveMaximum', 'number'],
  ['multipleOf', 'positive'],
  ['minLength', 'count'],
  ['maxLength', 'count'],
  ['minItems', 'count'],
  ['maxItems', 'count'],
  ['minContains', 'count'],
  ['maxContains', 'count'],
  ['minProperties', 'count'],
  ['maxProperties', 'count'],
]);

export const jsonTypes = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'] as const;
