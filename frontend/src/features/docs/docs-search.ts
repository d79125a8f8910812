import { compact, textOf } from '../../lib/read-search.ts';

export function parseDocsSearch(search: Record<string, unknown>) {
  return compact({ q: textOf(search['q']), operation: textOf(search['operation']) });
}
