import { compact, flagOf } from '../../lib/read-search.ts';

export function parseReplaysSearch(search: Record<string, unknown>) {
  return compact({
    /** The dialog that begins a replay is open. */
    new: flagOf(search['new']),
  });
}
