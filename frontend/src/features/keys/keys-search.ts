import { compact, oneOf, textOf } from '../../lib/read-search.ts';

export const keyStatusFilters = ['active', 'expired', 'revoked', 'all'] as const;

export function parseKeysSearch(search: Record<string, unknown>) {
  return compact({
    q: textOf(search['q']),
    status: oneOf(search['status'], keyStatusFilters),
    key: textOf(search['key']),
  });
}
