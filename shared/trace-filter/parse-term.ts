import { summaryMetadata, summaryName } from '../telemetry/summary-texts.ts';
import { definitionOf, fieldNames, isKeyedField, isNumberField, isQuestionField, isTextField } from './fields.ts';
import { type Comparison, type Filter, type Pattern, type Presence, presences, type Trait, traits } from './filter.ts';
import { refuse } from './filter-problem.ts';
import { describeQuantity, parseQuantity, parseScore, parseYesOrNo } from './quantity.ts';
import type { Word } from './read-word.ts';
import { suggestName } from './suggest-name.ts';
import type { Token } from './tokenize.ts';

export type FieldToken = Extract<Token, { kind: 'field' }>;

/** A field with one value. Throws `FilterSyntaxError` where the two do not fit. */
export function parseTerm(field: FieldToken, value: Word): Filter {
  const { name } = field;
  if (isEmpty(value)) {
    return refuse(
      field.start,
      field.end,
      `${nameOf(field)} has no value; write one right after it, "" for an empty text`,
    );
  }
  if (isKeyedField(name)) return name === 'metadata' ? metadataTerm(field, value) : scoreTerm(field, value);
  if (field.key !== null) return refuseKey(field);
  if (isTextField(name)) return textTerm(field, value);
  if (isNumberField(name)) return numberTerm(field, value);
  return questionTerm(field, value);
}

/** Throws if there is no such field. */
export function requireField(field: FieldToken): void {
  const { name, start } = field;
  if (isTextField(name) || isNumberField(name) || isQuestionField(name)) return;
  const end = start + name.length;
  if (isKeyedField(name)) {
    if (field.key) return;
    refuse(
      start,
      field.end,
      `\`${name}\` needs a name after a dot, such as \`${name}.${name === 'score' ? 'helpfulness' : 'tenant'}\``,
    );
  }
  const close = suggestName(name, fieldNames);
  const hint = close === null ? `fields are ${fieldNames.join(', ')}.` : `did you mean \`${close}\`?`;
  refuse(start, end, `there is no field \`${name}\`: ${hint} To look for the text itself, put it in quotes`);
}

function textTerm(field: FieldToken, value: Word): Filter {
  const name = field.name as Parameters<typeof definitionOf>[0];
  const { choices } = definitionOf(name);
  requireEquality(field);
  if (choices !== undefined) requireChoice(name, value, choices);
  const isChosen = choices !== undefined && value.pattern.length === 1;
  if (isChosen) return { kind: 'exact', field: name, value: value.pattern[0].toLowerCase() };
  if (field.operator === '=') return { kind: 'exact', field: name, value: summaryName(literalOf(value)) };
  return { kind: 'field', field: name, pattern: wholeAs(summaryName, value.pattern) };
}

function requireChoice(name: string, value: Word, choices: readonly string[]): void {
  const [text, ...more] = value.pattern;
  if (more.length > 0 || choices.includes(text.toLowerCase())) return;
  refuse(value.start, value.end, `\`${text}\` is no ${name}; it is one of ${choices.join(', ')}`);
}

/** Only `:` and `=` make sense for text. */
function requireEquality({ name, key, operator, start, end }: FieldToken): void {
  if (operator === ':' || operator === '=') return;
  const shown = key === null ? name : `${name}.${key}`;
  refuse(start, end, `\`${shown}\` is text and has no order; write \`${shown}:value\``);
}

function numberTerm(field: FieldToken, value: Word): Filter {
  const name = field.name as Parameters<typeof parseQuantity>[0];
  const quantity = value.pattern.length > 1 ? null : parseQuantity(name, value.pattern[0]);
  if (quantity === null) {
    return refuse(
      value.start,
      value.end,
      `\`${name}\` is compared with ${describeQuantity(name)}, not with \`${shownOf(value)}\``,
    );
  }
  return { kind: 'number', field: name, comparison: comparisonOf(field), value: quantity };
}

function comparisonOf({ operator }: FieldToken): Comparison {
  return operator === ':' ? '=' : operator;
}

function metadataTerm(field: FieldToken, value: Word): Filter {
  requireEquality(field);
  const key = field.key ?? '';
  const kept = (text: string) => summaryMetadata(key, text).slice(key.length + 1);
  return field.operator === '='
    ? { kind: 'metadataExact', key, value: kept(literalOf(value)) }
    : { kind: 'metadata', key, pattern: wholeAs(kept, value.pattern) };
}

/** Summaries are searched, so a whole value is looked for as they keep it. Of a part nobody knows where it stands. */
function wholeAs(kept: (text: string) => string, pattern: Pattern): Pattern {
  return pattern.length > 1 ? pattern : [kept(pattern[0])];
}

/** A word is a label; a number is compared with the mean, and so is a yes or no. Quotes make a label of any. */
function scoreTerm(field: FieldToken, value: Word): Filter {
  const name = field.key ?? '';
  const number = value.isQuoted || value.pattern.length > 1 ? null : parseScore(value.pattern[0]);
  if (number !== null) return { kind: 'score', name, comparison: comparisonOf(field), value: number };
  if (field.operator === ':' || field.operator === '=') return labelTerm(name, value);
  return refuse(
    value.start,
    value.end,
    `\`score.${name}\` is compared with a number such as 0.8, not with \`${shownOf(value)}\`; a label is found with \`score.${name}:good\``,
  );
}

/** A yes is stored as 1 and a no as 0, but a label may be called so, too. */
function labelTerm(name: string, { pattern, isQuoted }: Word): Filter {
  const label: Filter = { kind: 'scoreLabel', name, pattern };
  const answer = isQuoted || pattern.length > 1 ? null : parseYesOrNo(pattern[0]);
  return answer === null ? label : { kind: 'or', of: [label, { kind: 'score', name, comparison: '=', value: answer }] };
}

function questionTerm(field: FieldToken, value: Word): Filter {
  requireEquality(field);
  const what = literalOf(value).toLowerCase();
  const known: readonly string[] = field.name === 'has' ? presences : traits;
  if (!known.includes(what)) {
    const close = suggestName(what, known);
    const hint = close === null ? `it is one of ${known.join(', ')}` : `did you mean \`${close}\`?`;
    return refuse(value.start, value.end, `\`${field.name}:\` does not know \`${what}\`; ${hint}`);
  }
  return field.name === 'has' ? { kind: 'has', what: what as Presence } : { kind: 'is', what: what as Trait };
}

function refuseKey({ name, start, end }: FieldToken): never {
  return refuse(start, end, `\`${name}\` has no parts: write \`${name}\` without a dot, or put the text in quotes`);
}

function nameOf({ name, key }: FieldToken): string {
  return `\`${key === null ? name : `${name}.${key}`}\``;
}

function isEmpty({ pattern, isQuoted }: Word): boolean {
  return !isQuoted && pattern.length === 1 && pattern[0] === '';
}

/** Where a pattern makes no sense a star is a star. */
function literalOf({ pattern }: Word): string {
  return pattern.join('*');
}

function shownOf(value: Word): string {
  return literalOf(value).slice(0, 40);
}
