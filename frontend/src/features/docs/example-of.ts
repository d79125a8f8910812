import { type OpenApiDocument, resolveSchema, type SchemaObject } from './open-api.ts';

const deepest = 7;

const byFormat: Record<string, string> = {
  'date-time': '2026-11-21T07:05:12.123Z',
  date: '2026-11-21',
  uuid: '0199a3c4-7d52-7e61-9c1f-2b8f4d6a1e90',
  email: 'ada@example.com',
  uri: 'https://api.example.com/v1',
};

/** A value that fits a schema: what the schema gives as an example, or the plainest one. */
export function exampleOf(document: OpenApiDocument, given: SchemaObject, depth = 0): unknown {
  const schema = resolveSchema(document, given);
  const said = [schema.example, schema.examples?.[0], schema.const, schema.default, schema.enum?.[0]];
  const stated = said.find((value) => value !== undefined);
  if (stated !== undefined) return stated;
  if (depth > deepest) return null;
  const choice = (schema.anyOf ?? schema.oneOf)?.find((each) => each.type !== 'null');
  if (choice) return exampleOf(document, choice, depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(document, part, depth + 1)));
  return plainExample(document, schema, depth);
}

function plainExample(document: OpenApiDocument, schema: SchemaObject, depth: number): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type;
  if (type === 'object' || schema.properties) return objectExample(document, schema, depth);
  if (type === 'array') return schema.items ? [exampleOf(document, schema.items, depth + 1)] : [];
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (type === 'boolean') return true;
  return type === 'string' ? stringExample(schema) : null;
}

/** Required fields; all of them where none is required, or the example would say nothing. */
function objectExample(document: OpenApiDocument, schema: SchemaObject, depth: number): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {});
  const required = fields.filter(([name]) => schema.required?.includes(name));
  const shown = required.length > 0 ? required : fields;
  return Object.fromEntries(shown.map(([name, field]) => [name, exampleOf(document, field, depth + 1)]));
}

function stringExample(schema: SchemaObject): string {
  const length = /^\^\[0-9a-f\]\{(\d+)\}\$$/.exec(schema.pattern ?? '')?.[1];
  if (length !== undefined) return '4bf92f3577b34da6a3ce929d0e0e4736'.slice(0, Number(length));
  return byFormat[schema.format ?? ''] ?? 'text';
}
