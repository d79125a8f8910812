import { refName, type SchemaObject } from './open-api.ts';

/** A type in a few words: `string (date-time)`, `Model[]`, `"viewer" | "editor"`, `integer or null`. */
export function typeText(schema: SchemaObject): string {
  if (schema.$ref !== undefined) return refName(schema.$ref) ?? 'object';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeText))].join(' or ');
  if (schema.allOf) return schema.allOf.map(typeText).join(' and ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? (schema.properties ? 'object' : 'any')];
  return types.map((type) => plainType(type, schema)).join(' or ');
}

function plainType(type: string, schema: SchemaObject): string {
  if (type === 'array') {
    const item = schema.items ? typeText(schema.items) : 'any';
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  return schema.format === undefined || type === 'null' ? type : `${type} (${schema.format})`;
}

/** The bounds that a value must keep, in words. */
export function limitsText(schema: SchemaObject): string {
  const limits = [
    rangeText(schema.minimum ?? schema.exclusiveMinimum, schema.maximum, ''),
    rangeText(schema.minLength, schema.maxLength, ' characters'),
    rangeText(schema.minItems, schema.maxItems, ' items'),
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ];
  return limits.filter(Boolean).join(', ');
}

function rangeText(from: number | undefined, to: number | undefined, unit: string): string {
  // Contracts made from zod bound every integer by what JavaScript can hold, which says nothing.
  const least = from !== undefined && from > Number.MIN_SAFE_INTEGER ? from : undefined;
  const most = to !== undefined && to < Number.MAX_SAFE_INTEGER ? to : undefined;
  if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`;
  if (least !== undefined) return least === 0 ? '' : `at least ${least}${unit}`;
  return most === undefined ? '' : `at most ${most}${unit}`;
}
