import { useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}

/** Rail as a sheet, tables as cards, panels as pages. The style sheets use the same width. */
export function useIsNarrow(): boolean {
  return useMedia('(max-width: 760px)');
}
