import { compact, flagOf, textOf } from '../../lib/read-search.ts';

export function parseProvidersSearch(search: Record<string, unknown>) {
  return compact({
    provider: textOf(search['provider']),
    connect: flagOf(search['connect']),
  });
}
