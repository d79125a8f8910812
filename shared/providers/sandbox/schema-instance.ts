import { createRandom, pick } from './random.ts';

type Schema = Record<string, unknown>;

interface Maker {
  random: () => number;
  root: Schema;
  depth: number;
}

/** Below this, optional parts are left out, so that recursive schemas end. */
const maxDepth = 6;
const adjectives = ['calm', 'bright', 'swift', 'quiet', 'green'] as const;
const nouns = ['signal', 'harbour', 'lantern', 'meadow', 'engine'] as const;
const formats: Record<string, string> = {
  date: '2026-01-15',
  'date-time': '2026-01-15T12:00:00Z',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** An instance of a JSON Schema, the same for the same seed: what structured output is tried with. */
export function schemaInstance(schema: unknown, seed: string): unknown {
  const root = isSchema(schema) ? schema : {};
  return instanceOf(root, { random: createRandom(seed), root, depth: 0 });
}

function instanceOf(given: unknown, maker: Maker): unknown {
  const schema = resolve(given, maker);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? null;
  if ('default' in schema) return schema['default'];
  const choice = firstSchema(schema['anyOf']) ?? firstSchema(schema['oneOf']);
  if (choice) return instanceOf(choice, maker);
  return byType(typeOf(schema), mergeAllOf(schema, maker), maker);
}

function byType(type: unknown, schema: Schema, maker: Maker): unknown {
  switch (type) {
    case 'object':
      return objectOf(schema, maker);
    case 'array':
      return arrayOf(schema, maker);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return maker.random() < 0.5;
    case 'null':
      return null;
    default:
      return stringOf(schema, maker);
  }
}

function objectOf(schema: Schema, maker: Maker): Record<string, unknown> {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const isDeep = maker.depth >= maxDepth;
  const names = Object.keys(properties).filter((name) => !isDeep || required.includes(name));
  const inner = { ...maker, depth: maker.depth + 1 };
  return Object.fromEntries(
    names.map((name) => [name, maker.depth > 2 * maxDepth ? null : instanceOf(properties[name], inner)]),
  );
}

function arrayOf(schema: Schema, maker: Maker): unknown[] {
  const least = numberIn(schema, 'minItems') ?? 0;
  const most = numberIn(schema, 'maxItems') ?? Number.POSITIVE_INFINITY;
  const length = Math.min(Math.max(least, maker.depth >= maxDepth ? 0 : 2), most);
  const inner = { ...maker, depth: maker.depth + 1 };
  return Array.from({ length }, () => instanceOf(schema['items'], inner));
}

function numberOf(schema: Schema): number {
  const least = numberIn(schema, 'minimum') ?? (numberIn(schema, 'exclusiveMinimum') ?? 0) + 1;
  const most = numberIn(schema, 'maximum') ?? Number.POSITIVE_INFINITY;
  const multiple = numberIn(schema, 'multipleOf');
  const value = Math.min(least, most);
  return multiple ? Math.ceil(value / multiple) * multiple : value;
}

function stringOf(schema: Schema, { random }: Maker): string {
  const formatted = formats[String(schema['format'])];
  if (formatted !== undefined) return formatted;
  const text = `${pick(random, adjectives)} ${pick(random, nouns)}`;
  const most = numberIn(schema, 'maxLength') ?? Number.POSITIVE_INFINITY;
  return text.padEnd(numberIn(schema, 'minLength') ?? 0, '.').slice(0, most);
}

/** Follows `$ref` within the document, as structured outputs allow it. */
function resolve(given: unknown, { root }: Maker): Schema {
  let schema = isSchema(given) ? given : {};
  for (let hops = 0; typeof schema['$ref'] === 'string' && hops < 10; hops += 1) {
    const path = schema['$ref']
      .replace(/^#\/?/, '')
      .split('/')
      .filter((part) => part !== '');
    const target = path.reduce<unknown>((at, part) => (isSchema(at) ? at[part] : undefined), root);
    schema = isSchema(target) ? target : {};
  }
  return schema;
}

function mergeAllOf(schema: Schema, maker: Maker): Schema {
  if (!Array.isArray(schema['allOf'])) return schema;
  const parts = [schema, ...schema['allOf'].map((part) => resolve(part, maker))];
  const properties = Object.assign(
    {},
    ...parts.map((part) => (isSchema(part['properties']) ? part['properties'] : {})),
  );
  const required = parts.flatMap((part) => (Array.isArray(part['required']) ? part['required'] : []));
  return { ...Object.assign({}, ...parts), properties, required };
}

function typeOf(schema: Schema): unknown {
  if (Array.isArray(schema['type'])) return schema['type'].find((type) => type !== 'null') ?? 'null';
  if (schema['type'] !== undefined) return schema['type'];
  return isSchema(schema['properties']) || Array.isArray(schema['allOf']) ? 'object' : 'string';
}

function firstSchema(list: unknown): Schema | null {
  if (!Array.isArray(list)) return null;
  const usable = list.filter(isSchema);
  return usable.find((schema) => schema['type'] !== 'null') ?? usable[0] ?? null;
}

function numberIn(schema: Schema, name: string): number | null {
  const value = schema[name];
  return typeof value === 'number' ? value : null;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
