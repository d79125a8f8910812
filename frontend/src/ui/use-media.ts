import { useSyncExternalStore } from 'react';

/** Asked for on every rendering of what depends on them, so each is evaluated by the browser once. */
const lists = new Map<string, MediaQueryList>();

function listOf(query: string): MediaQueryList {
  const list = lists.get(query) ?? matchMedia(query);
  lists.set(query, list);
  return list;
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = listOf(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => listOf(query).matches,
  );
}

/** Rail as a sheet, tables as cards, panels as pages. The style sheets use the same width. */
export function useIsNarrow(): boolean {
  return useMedia('(max-width: 760px)');
}
