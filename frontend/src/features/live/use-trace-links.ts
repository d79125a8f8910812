import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { LiveSearch } from './live-search.ts';
import { createTraceHref } from './trace-href.ts';

/** Addresses of traces beside the list as it is filtered now. `open` has to stay the same function. */
export function useTraceLinks(search: LiveSearch, open: (traceId: string) => void) {
  const { options } = useRouter();
  return useMemo(
    () => ({ open, hrefOf: createTraceHref('/live', search, options.stringifySearch) }),
    [search, open, options],
  );
}
