import { definitionOf, type TextField, textFields } from '../trace-filter/fields.ts';
import { type FilterableTrace, valuesOfField } from '../trace-filter/trace-values.ts';
import type { TermDraft } from './term-draft.ts';
import { nameTerm, valueTerm, valueTrigrams } from './term-hash.ts';

const fields = Object.keys(textFields) as TextField[];

/** Adds what `compileDigestTest` asks for of a trace. */
export function addTerms(terms: TermDraft, trace: FilterableTrace): void {
  for (const field of fields) addField(terms, field, trace);
  addMetadata(terms, trace);
  addScores(terms, trace);
}

function addField(terms: TermDraft, field: TextField, trace: FilterableTrace): void {
  const isIdentifier = definitionOf(field).isIdentifier === true;
  for (const value of valuesOfField[field](trace)) {
    if (typeof value !== 'string') continue;
    const compared = isIdentifier ? value : value.toLowerCase();
    terms.add(valueTerm(field, compared));
    if (!isIdentifier) for (const trigram of valueTrigrams(field, compared)) terms.add(trigram);
  }
}

/** An entry is `key=value`, and the key may hold a `=` itself: each of them may be the one between. */
function addMetadata(terms: TermDraft, { metadata = [] }: FilterableTrace): void {
  for (const entry of metadata) {
    for (let split = entry.indexOf('='); split >= 0; split = entry.indexOf('=', split + 1)) {
      const key = entry.slice(0, split);
      terms.add(nameTerm('metadata', key));
      terms.add(metadataTerm(key, entry.slice(split + 1).toLowerCase()));
    }
  }
}

function addScores(terms: TermDraft, { scores = {} }: FilterableTrace): void {
  for (const [name, { labels = [] }] of Object.entries(scores)) {
    terms.add(nameTerm('score', name));
    for (const label of labels) terms.add(scoreTerm(name, label.toLowerCase()));
  }
}

export const metadataTerm = (key: string, value: string): number => valueTerm(`metadata.${key}`, value);
export const scoreTerm = (name: string, label: string): number => valueTerm(`score.${name}`, label);
