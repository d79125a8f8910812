import type * as z from 'zod';

type Issue = z.core.$ZodRawIssue;

/** Longer values are not repeated: they may be anything, a key among them. */
const maxRepeatedLength = 40;

const formats: Record<string, string> = {
  datetime: 'must be a time such as "2026-11-26T14:00:00Z"',
  date: 'must be a day such as "2026-11-26"',
  email: 'must be an e-mail address such as "ada@example.com"',
  url: 'must be a URL such as "https://api.example.com/v1"',
  uuid: 'must be a UUID',
};

const units: Record<string, string> = { string: 'character', array: 'item', set: 'item', map: 'entry' };

/**
 * What is wrong with a field and what would be right, where a schema has no words of its own. Undefined: zod's sentence
 * will do. `sent` is what came, where the schema looked at something made of it: a number of the text of a query.
 */
export function describeIssue(issue: Issue, sent: unknown = issue.input): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return describeType([String(issue.expected)], issue.input, sent);
    case 'invalid_value':
      return `must be ${choice(issue.values)}${contrast(issue.input)}`;
    case 'invalid_format':
      return formats[issue.format];
    case 'invalid_union':
      return describeUnion(issue);
    case 'too_big':
      return `must ${bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`;
    case 'too_small':
      return `must ${bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`;
    default:
      return undefined;
  }
}

function describeType(expected: readonly string[], input: unknown, sent = input): string {
  const right = `must be ${orOf([...new Set(expected.map(withArticle))])}`;
  if (input === undefined) return `is missing; it ${right}`;
  // "Not a number" of what must be one, or an integer, would say nothing: the value does.
  const isNoNumber = typeof input === 'number' && expected.some((type) => type === 'number' || type === 'int');
  return right + (isNoNumber ? contrast(sent) : `, not ${withArticle(typeName(input))}`);
}

/** Of a union by a field: what that field may be. Of another: its types, where it fails for nothing else. */
function describeUnion({ input, ...issue }: Extract<Issue, { code: 'invalid_union' }>): string | undefined {
  if (typeof issue.discriminator === 'string' && Array.isArray(issue.options)) {
    return `must be ${choice(issue.options)}${contrast(fieldOf(input, issue.discriminator))}`;
  }
  const types = issue.errors.flatMap(([first, ...others]) =>
    first?.code === 'invalid_type' && first.path.length === 0 && others.length === 0 ? [String(first.expected)] : [],
  );
  return types.length > 0 && types.length === issue.errors.length ? describeType(types, input) : undefined;
}

function fieldOf(input: unknown, name: string): unknown {
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[name] : undefined;
}

function choice(values: readonly unknown[]): string {
  return orOf(values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value))));
}

function orOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${last}` : last;
}

function contrast(input: unknown): string {
  if (input === undefined) return ', and is missing';
  // Objects first: one with a `toString` of its own cannot be made a text.
  if (typeof input === 'object' && input !== null) return `, not ${withArticle(typeName(input))}`;
  const text = typeof input === 'string' ? `"${input}"` : String(input);
  return text.length > maxRepeatedLength ? '' : `, not ${text}`;
}

function bound(origin: string, comparison: string, limit: number | bigint): string {
  const unit = units[origin];
  if (unit === undefined) return `be ${comparison} ${limit}`;
  return `have ${comparison} ${limit} ${unit}${Number(limit) === 1 ? '' : 's'}`;
}

function typeName(input: unknown): string {
  if (input === null) return 'null';
  return Array.isArray(input) ? 'array' : typeof input;
}

function withArticle(type: string): string {
  if (type === 'null' || type === 'undefined') return type;
  const name = type === 'int' ? 'integer' : type === 'record' ? 'object' : type;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}
