import { type OpenApiDocument, refName, resolveSchema, type SchemaObject } from './open-api.ts';

/** A type in a few words: `string (date-time)`, `Model[]`, `"viewer" | "editor"`, `integer or null`. */
export function typeText(schema: SchemaObject, document: OpenApiDocument): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) return referenceText(schema, document);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (choices) return [...new Set(choices.map((choice) => typeText(choice, document)))].join(' or ');
  if (schema.allOf) return schema.allOf.map((part) => typeText(part, document)).join(' and ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? (schema.properties ? 'object' : 'any')];
  return types.map((type) => plainType(type, schema, document)).join(' or ');
}

/** The values of an enumeration say more than its name. */
function referenceText(schema: SchemaObject, document: OpenApiDocument): string {
  const target = resolveSchema(document, schema);
  return target.enum ? typeText(target, document) : (refName(schema.$ref) ?? 'object');
}

function plainType(type: string, schema: SchemaObject, document: OpenApiDocument): string {
  if (type === 'array') {
    const item = schema.items ? typeText(schema.items, document) : 'any';
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  return schema.format === undefined || type === 'null' ? type : `${type} (${schema.format})`;
}

/** The bounds that a value must keep, in words. */
export function limitsText(schema: SchemaObject): string {
  const limits = [
    rangeText(schema.minimum ?? schema.exclusiveMinimum, schema.maximum, ''),
    rangeText(schema.minLength, schema.maxLength, 'character'),
    rangeText(schema.minItems, schema.maxItems, 'item'),
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ];
  return limits.filter(Boolean).join(', ');
}

function rangeText(from: number | undefined, to: number | undefined, unit: string): string {
  // Contracts made from zod bound every integer by what JavaScript can hold, which says nothing.
  const least = from !== undefined && from > Number.MIN_SAFE_INTEGER && from !== 0 ? from : undefined;
  const most = to !== undefined && to < Number.MAX_SAFE_INTEGER ? to : undefined;
  if (least === undefined && most === undefined) return '';
  const units = unit === '' ? '' : ` ${unit}${(most ?? least) === 1 ? '' : 's'}`;
  if (least !== undefined && most !== undefined) return `${least} to ${most}${units}`;
  return least === undefined ? `at most ${most}${units}` : `at least ${least}${units}`;
}
