import { definitionOf, type TextField } from './fields.ts';
import type { Comparison, Filter, Pattern } from './filter.ts';
import { formatQuantity, parseScore, parseYesOrNo } from './quantity.ts';

/** The text of a filter in its one canonical form: what parses to the same tree. */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return filter.of.map(formatPart).join(' ');
    case 'or':
      // AND binds closer than OR.
      return filter.of.map((part) => (part.kind === 'and' ? formatFilter(part) : formatPart(part))).join(' OR ');
    case 'not':
      return `-${formatPart(filter.of)}`;
    default:
      return formatTerm(filter);
  }
}

/** The term that finds exactly this value: what a click on a facet adds. */
export function formatExact(field: TextField, value: string): string {
  return formatTerm({ kind: 'exact', field, value });
}

type Term = Exclude<Filter, { kind: 'and' | 'or' | 'not' }>;

function formatPart(filter: Filter): string {
  return filter.kind === 'or' || filter.kind === 'and' ? `(${formatFilter(filter)})` : formatFilter(filter);
}

function formatTerm(term: Term): string {
  switch (term.kind) {
    case 'text':
      return formatText(term.pattern);
    case 'field':
      return `${term.field}:${formatPattern(term.pattern)}`;
    case 'exact':
      return `${term.field}${definitionOf(term.field).choices ? ':' : '='}${quoteWhereNeeded(term.value)}`;
    case 'number':
      return `${term.field}${term.comparison}${formatQuantity(term.field, term.value)}`;
    case 'metadata':
      return `metadata.${formatKey(term.key)}:${formatPattern(term.pattern)}`;
    case 'metadataExact':
      return `metadata.${formatKey(term.key)}=${quoteWhereNeeded(term.value)}`;
    case 'score':
      return formatScore(term.name, term.comparison, term.value);
    case 'scoreLabel':
      return `score.${formatKey(term.name)}:${formatLabel(term.pattern)}`;
    default:
      return `${term.kind}:${term.what}`;
  }
}

function formatScore(name: string, comparison: Comparison, value: number): string {
  return `score.${formatKey(name)}${comparison}${value}`;
}

/** A label that looks like a number, or like a yes or no, needs quotes to stay a label. */
function formatLabel(pattern: Pattern): string {
  const [text, ...more] = pattern;
  return more.length === 0 && (parseScore(text) ?? parseYesOrNo(text)) !== null ? quote(text) : formatPattern(pattern);
}

const plainKey = /^[^\s()":<>=*\\]+$/;
const plainValue = /^[^\s()"*\\]+$/;
const plainText = /^[\p{L}\p{N}_][^\s()"*\\:<>=]*$/u;
const keywords: readonly string[] = ['AND', 'OR', 'NOT'];

export function formatKey(key: string): string {
  return plainKey.test(key) ? key : quote(key);
}

function formatPattern(pattern: Pattern): string {
  if (pattern.length === 1) return quoteWhereNeeded(pattern[0]);
  return pattern.map((part) => (part === '' ? '' : quoteWhereNeeded(part))).join('*');
}

function formatText(pattern: Pattern): string {
  const isWord = ([text, ...more]: Pattern) => more.length === 0 && plainText.test(text) && !keywords.includes(text);
  if (isWord(pattern)) return pattern[0];
  if (pattern.length === 1) return quote(pattern[0]);
  return pattern.map((part) => (part === '' || plainText.test(part) ? part : quote(part))).join('*');
}

export function quoteWhereNeeded(text: string): string {
  return plainValue.test(text) ? text : quote(text);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
