import { definitionOf, type NumberField, type TextField } from '../trace-filter/fields.ts';
import type { Filter, Pattern, Presence, Trait } from '../trace-filter/filter.ts';

/** A filter expression for DynamoDB. */
export interface SearchCondition {
  expression: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
  /** What it lets through is the answer; otherwise some of that does not fit the filter. */
  isExact: boolean;
}

/** Null: everything has to be looked at. */
type Part = { text: string; isExact: boolean; isCompound: boolean } | null;

/** DynamoDB takes 4 KB and 300 operators. */
const maxExpressionCharacters = 3500;
const maxOperators = 300;
const maxNames = 120;

/**
 * As much of a filter as DynamoDB can judge: everything it keeps back does not fit, so that fewer rows travel. Texts whose
 * case does not matter it cannot compare.
 */
export function toSearchCondition(filter: Filter): SearchCondition | null {
  const builder = new ConditionBuilder();
  const part = builder.part(filter);
  if (part === null || part.text === '' || part.text.length > maxExpressionCharacters) return null;
  if (countOperators(part.text) > maxOperators) return null;
  // DynamoDB refuses what is defined and not used, as by terms that were given up after they had been begun.
  const used = new Set(part.text.match(/[#:]f\d+/g));
  const names = onlyUsed(builder.names, used);
  if (Object.keys(names).length > maxNames) return null;
  return { expression: part.text, names, values: onlyUsed(builder.values, used), isExact: part.isExact };
}

/** Functions count too; texts of the filter are no part of an expression. */
function countOperators(expression: string): number {
  return expression.match(/[a-z_]+\(|AND|OR|NOT|BETWEEN|[<>=]+/g)?.length ?? 0;
}

function onlyUsed<T>(defined: Readonly<Record<string, T>>, used: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(defined).filter(([placeholder]) => used.has(placeholder)));
}

class ConditionBuilder {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};
  private readonly placeholders = new Map<string, string>();

  part(filter: Filter): Part {
    switch (filter.kind) {
      case 'and':
        return this.all(filter.of);
      case 'or':
        return this.any(filter.of);
      case 'not':
        return this.negation(filter.of);
      case 'field':
        return this.pattern(filter.field, filter.pattern);
      case 'exact':
        return this.exact(filter.field, filter.value);
      case 'number':
        return this.term(
          `${this.name(numberAttributes[filter.field])} ${filter.comparison} ${this.value(filter.value)}`,
        );
      case 'metadata':
        return this.filled(['metadata']);
      case 'metadataExact':
        return this.contains(['metadata'], `${filter.key}=${filter.value}`);
      case 'score':
      case 'scoreLabel':
        return this.filled(['scores']);
      case 'has':
        return this.presence(filter.what);
      case 'is':
        return this.trait(filter.what);
      default:
        return null;
    }
  }

  /** Of terms that all have to hold, those that cannot be judged here are left for later. */
  private all(filters: readonly Filter[]): Part {
    const parts = filters.map((each) => this.part(each));
    const known = parts.filter((part) => part !== null);
    if (known.length === 0) return null;
    const isExact = known.length === parts.length && known.every((part) => part.isExact);
    return { ...joined(known, ' AND '), isExact };
  }

  private any(filters: readonly Filter[]): Part {
    const parts = filters.map((each) => this.part(each));
    const known = parts.filter((part) => part !== null);
    if (known.length < parts.length || known.length === 0) return null;
    return { ...joined(known, ' OR '), isExact: known.every((part) => part.isExact) };
  }

  /** The opposite of too much would be too little. */
  private negation(filter: Filter): Part {
    const part = this.part(filter);
    return part?.isExact ? this.term(`NOT (${part.text})`) : null;
  }

  private pattern(field: TextField, pattern: Pattern): Part {
    const [text, ...rest] = pattern;
    const { isIdentifier } = definitionOf(field);
    if (rest.length === 0 && (isIdentifier || (isCaseless(text) && !derivedFields.includes(field)))) {
      return this.exact(field, text);
    }
    const attribute = singleAttributes[field];
    if (attribute === undefined) return this.filled(listAttributes[field] ?? []);
    // Half a character sorts elsewhere than the whole that it begins.
    if (!isIdentifier || text === '' || !text.isWellFormed()) return this.text(attribute);
    // `begins_with` would do, but some emulators refuse it where the attribute is null.
    const bounds = `${this.value(text)} AND ${this.value(`${text}${lastCharacter}`)}`;
    const isExact = rest.length === 1 && rest[0] === '';
    return { text: `${this.name(attribute)} BETWEEN ${bounds}`, isExact, isCompound: true };
  }

  private exact(field: TextField, value: string): Part {
    const single = singleAttributes[field];
    if (value === '') return null;
    if (single !== undefined) return this.term(`${this.name(single)} = ${this.value(value)}`);
    return this.contains(listAttributes[field] ?? [], value);
  }

  /** A pattern is of some value: what has none does not fit. Every trace has a name, and a status. */
  private text(attribute: string): Part {
    if (alwaysThere.includes(attribute)) return null;
    return { ...this.type(attribute, 'S'), isExact: false };
  }

  /** An older summary may lack the list: its size then compares with nothing. */
  private filled(lists: readonly string[]): Part {
    const text = lists.map((list) => `size(${this.name(list)}) > ${this.value(0)}`).join(' OR ');
    return { text, isExact: false, isCompound: lists.length > 1 };
  }

  private contains(attributes: readonly string[], value: string): Part {
    const text = attributes.map((attribute) => `contains(${this.name(attribute)}, ${this.value(value)})`).join(' OR ');
    return { text, isExact: true, isCompound: attributes.length > 1 };
  }

  private presence(what: Presence): Part {
    const text = textPresences[what];
    if (text !== undefined) return this.type(text, 'S');
    const number = numberPresences[what];
    if (number !== undefined) return this.type(number, 'N');
    if (what === 'error') return this.term(`${this.name('errorCount')} > ${this.value(0)}`);
    const list = listPresences[what];
    return list === undefined ? null : this.filled([list]);
  }

  private trait(what: Trait): Part {
    if (what === 'unpriced') return this.term(`${this.name('unpricedSpanCount')} > ${this.value(0)}`);
    const attribute = what === 'simulated' ? 'isSimulated' : 'isEstimated';
    return this.term(`${this.name(attribute)} = ${this.value(true)}`);
  }

  private type(attribute: string, type: 'S' | 'N') {
    return this.term(`attribute_type(${this.name(attribute)}, ${this.value(type)})`);
  }

  private term(text: string) {
    return { text, isExact: true, isCompound: false };
  }

  private name(attribute: string): string {
    return this.placeholder(`#${attribute}`, (placeholder) => {
      this.names[placeholder] = attribute;
    });
  }

  private value(value: unknown): string {
    return this.placeholder(`:${typeof value}:${value}`, (placeholder) => {
      this.values[placeholder] = value;
    });
  }

  private placeholder(id: string, define: (placeholder: string) => void): string {
    const known = this.placeholders.get(id);
    if (known !== undefined) return known;
    const placeholder = `${id.charAt(0)}f${this.placeholders.size}`;
    this.placeholders.set(id, placeholder);
    define(placeholder);
    return placeholder;
  }
}

/** DynamoDB refuses brackets that are not needed. Terms of one field often say the same of what a fitting trace has. */
function joined(parts: readonly NonNullable<Part>[], operator: string) {
  const different = [...new Map(parts.map((part) => [part.text, part])).values()];
  const [only] = different;
  if (different.length === 1 && only !== undefined) return only;
  const texts = different.map((part) => (part.isCompound ? `(${part.text})` : part.text));
  return { text: texts.join(operator), isCompound: true };
}

function isCaseless(text: string): boolean {
  return text !== '' && text.toLowerCase() === text.toUpperCase();
}

/** Sorts after every character that text is written with. */
const lastCharacter = '\u{10ffff}';

/** `field:value` looks at more values than are stored. */
const derivedFields: readonly TextField[] = ['model', 'prompt'];

const singleAttributes: Partial<Record<TextField, string>> = {
  status: 'status',
  name: 'name',
  service: 'service',
  environment: 'environment',
  release: 'release',
  session: 'sessionId',
  user: 'userId',
  trace: 'traceId',
};

const alwaysThere = ['name', 'status', 'traceId'];

const listAttributes: Partial<Record<TextField, readonly string[]>> = {
  model: ['models', 'routes'],
  provider: ['providers'],
  type: ['types'],
  key: ['keyIds'],
  tag: ['tags'],
  prompt: ['prompts'],
  error: ['errorTypes'],
};

const numberAttributes: Record<NumberField, string> = {
  cost: 'costNanoUsd',
  tokens: 'totalTokens',
  input: 'inputTokens',
  output: 'outputTokens',
  latency: 'durationMs',
  ttft: 'timeToFirstTokenMs',
  spans: 'spanCount',
  errors: 'errorCount',
};

const textPresences: Partial<Record<Presence, string>> = {
  session: 'sessionId',
  user: 'userId',
  environment: 'environment',
  release: 'release',
  service: 'service',
  input: 'inputPreview',
  output: 'outputPreview',
};
const numberPresences: Partial<Record<Presence, string>> = { cost: 'costNanoUsd', ttft: 'timeToFirstTokenMs' };
const listPresences: Partial<Record<Presence, string>> = {
  score: 'scores',
  tag: 'tags',
  prompt: 'prompts',
  metadata: 'metadata',
  key: 'keyIds',
  model: 'models',
};

const textAttributes = [
  'traceId',
  'name',
  'service',
  'environment',
  'release',
  'sessionId',
  'userId',
  'inputPreview',
  'outputPreview',
  'models',
  'routes',
  'providers',
  'tags',
  'prompts',
  'errorTypes',
  'metadata',
] as const;

/** Attributes that a filter looks at if what it says of texts is known otherwise. */
export function attributesBesideText(filter: Filter): string[] {
  if (filter.kind === 'and' || filter.kind === 'or') return [...new Set(filter.of.flatMap(attributesBesideText))];
  if (filter.kind === 'not') return attributesBesideText(filter.of);
  return filter.kind === 'text' ? [] : attributesOf(filter);
}

/** Attributes of a summary that a filter looks at. */
export function attributesOf(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...new Set(filter.of.flatMap(attributesOf))];
    case 'not':
      return attributesOf(filter.of);
    case 'text':
      return [...textAttributes];
    case 'field':
    case 'exact': {
      const single = singleAttributes[filter.field];
      return single === undefined ? [...(listAttributes[filter.field] ?? [])] : [single];
    }
    case 'number':
      return [numberAttributes[filter.field]];
    case 'metadata':
    case 'metadataExact':
      return ['metadata'];
    case 'score':
    case 'scoreLabel':
      return ['scores'];
    case 'has':
      return [presenceAttribute(filter.what)];
    case 'is':
      return ['isSimulated', 'isEstimated', 'unpricedSpanCount'];
  }
}

function presenceAttribute(what: Presence): string {
  if (what === 'error') return 'errorCount';
  return textPresences[what] ?? numberPresences[what] ?? listPresences[what] ?? 'name';
}
