import { type CompletionContext, completionContext } from './completion-context.ts';
import {
  definitionOf,
  isKeyedField,
  isNumberField,
  isTextField,
  keyedFields,
  numberFields,
  questionFields,
  textFields,
} from './fields.ts';
import { presences, traits } from './filter.ts';
import { formatKey, quoteWhereNeeded } from './format-filter.ts';

export interface Suggestion {
  label: string;
  /** What stands in the filter in place of [from, to). */
  insert: string;
  description: string;
}

export interface Completion {
  from: number;
  to: number;
  suggestions: readonly Suggestion[];
}

export interface KnownValue {
  value: string;
  count: number;
}

/**
 * Values that traces have, most frequent first. The field is a text field, `metadata` or `score` for their names, or
 * `metadata.tenant` and `score.verdict` for the values under a name.
 */
export type ValuesPort = (field: string, prefix: string) => Promise<readonly KnownValue[]>;

const maxSuggestions = 30;
const comparisons = ['>', '>=', '<', '<=', '='] as const;

/** What may stand at the cursor: fields, operators, values. */
export async function completeFilter(text: string, cursor: number, values: ValuesPort): Promise<Completion> {
  const context = completionContext(text, cursor);
  const suggestions =
    context.kind === 'field' ? await suggestFields(context.prefix, values) : await suggestValues(context, values);
  return { from: context.from, to: context.to, suggestions: suggestions.slice(0, maxSuggestions) };
}

async function suggestFields(prefix: string, values: ValuesPort): Promise<Suggestion[]> {
  const [keyed, key] = splitKey(prefix);
  if (keyed !== null && isKeyedField(keyed)) {
    const operator = keyed === 'score' ? '>=' : ':';
    const known = await values(keyed, key);
    return known.map(({ value, count }) => {
      const insert = `${keyed}.${formatKey(value)}${operator}`;
      return { label: `${keyed}.${value}`, insert, description: traceCount(count) };
    });
  }
  const lowerCased = prefix.toLowerCase();
  return [
    ...operatorsAfter(lowerCased),
    ...allFields.filter(({ label }) => label.startsWith(lowerCased) && label !== lowerCased),
  ];
}

/** `metadata.ten` → `metadata`, `ten`. */
function splitKey(prefix: string): [string | null, string] {
  const dot = prefix.indexOf('.');
  return dot < 0 ? [null, ''] : [prefix.slice(0, dot), prefix.slice(dot + 1)];
}

function operatorsAfter(name: string): Suggestion[] {
  if (isNumberField(name)) {
    const { description, example } = numberFields[name];
    return comparisons.map((sign) => ({
      label: `${name}${sign}`,
      insert: `${name}${sign}`,
      description: `${description}, such as ${name}${sign}${example}`,
    }));
  }
  return allFields.filter(({ label }) => label === name);
}

const allFields: readonly Suggestion[] = [
  ...Object.entries(textFields).map(([label, { description }]) => ({ label, insert: `${label}:`, description })),
  ...Object.entries(numberFields).map(([label, { description }]) => ({ label, insert: `${label}>`, description })),
  ...Object.entries(keyedFields).map(([label, { description }]) => ({ label, insert: `${label}.`, description })),
  ...Object.entries(questionFields).map(([label, { description }]) => ({ label, insert: `${label}:`, description })),
];

async function suggestValues(
  context: Extract<CompletionContext, { kind: 'value' }>,
  values: ValuesPort,
): Promise<Suggestion[]> {
  const { field, key, prefix } = context;
  const choices = choicesOf(field);
  if (choices !== null) return fixedValues(choices, prefix);
  if (isNumberField(field)) return [];
  if (!isTextField(field) && !(isKeyedField(field) && key !== null)) return [];
  const known = await values(key === null ? field : `${field}.${key}`, prefix);
  return known.map(({ value, count }) => ({
    label: value,
    insert: quoteWhereNeeded(value),
    description: traceCount(count),
  }));
}

function choicesOf(field: string): readonly string[] | null {
  if (field === 'has') return presences;
  if (field === 'is') return traits;
  return isTextField(field) ? (definitionOf(field).choices ?? null) : null;
}

function fixedValues(choices: readonly string[], prefix: string): Suggestion[] {
  const fitting = choices.filter((choice) => choice.startsWith(prefix.toLowerCase()));
  return fitting.map((label) => ({ label, insert: label, description: '' }));
}

function traceCount(count: number): string {
  return count === 1 ? '1 trace' : `${count} traces`;
}
