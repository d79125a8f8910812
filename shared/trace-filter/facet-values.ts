import { isTextField, type TextField, textFields } from './fields.ts';
import { exactValuesOfField, type FilterableTrace } from './trace-values.ts';

/** What completion and facets know values of: text fields, the names of metadata and scores, and what is under a name. */
export type ValueField = TextField | 'metadata' | 'score' | `metadata.${string}` | `score.${string}`;

export function isValueField(text: string): text is ValueField {
  return isTextField(text) || /^(?:metadata|score)(?:\..+)?$/s.test(text);
}

/** Every value of a trace under every field, each once. */
export function* facetValuesOf(trace: FilterableTrace): Generator<[ValueField, string]> {
  for (const field of Object.keys(textFields) as TextField[]) {
    for (const value of new Set(exactValuesOfField[field](trace))) {
      if (typeof value === 'string' && value !== '') yield [field, value];
    }
  }
  const entries = (trace.metadata ?? []).map(splitEntry);
  for (const key of new Set(entries.map(([name]) => name))) yield ['metadata', key];
  for (const [key, value] of entries) yield [`metadata.${key}`, value];
  for (const [name, { labels }] of Object.entries(trace.scores ?? {})) {
    yield ['score', name];
    for (const label of labels) yield [`score.${name}`, label];
  }
}

/** `key=value`; a key with a `=` in it is not told from its value, and shows as the part before. */
function splitEntry(entry: string): [string, string] {
  const end = entry.indexOf('=');
  return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
}
