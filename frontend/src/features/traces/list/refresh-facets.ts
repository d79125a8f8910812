import type { QueryClient } from '@tanstack/react-query';
import { facetsKey } from './facets-query.ts';

/** What was changed is found by a search about a second later. */
const settledMs = 2000;
const timers = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>();

/** Counts again what the traces have, once after the last of many changes: of tags, of scores, of which traces there are. */
export function refreshFacetsSoon(queries: QueryClient): void {
  clearTimeout(timers.get(queries));
  const refresh = () => void queries.invalidateQueries({ queryKey: [facetsKey] });
  timers.set(queries, setTimeout(refresh, settledMs));
}
