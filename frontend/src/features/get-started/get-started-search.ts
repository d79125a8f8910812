import { compact, oneOf, textOf } from '../../lib/read-search.ts';

export const snippetLanguages = ['curl', 'typescript', 'python', 'otel'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

export function parseGetStartedSearch(search: Record<string, unknown>) {
  return compact({ language: oneOf(search['language'], snippetLanguages), model: textOf(search['model']) });
}
