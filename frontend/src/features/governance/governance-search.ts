import { compact, oneOf, textOf } from '../../lib/read-search.ts';

export function parseGovernanceSearch(search: Record<string, unknown>) {
  return compact({
    view: oneOf(search['view'], ['limits']),
    budget: textOf(search['budget']),
    limit: textOf(search['limit']),
    /** Whose use of the limit is asked for. */
    user: textOf(search['user']),
  });
}
