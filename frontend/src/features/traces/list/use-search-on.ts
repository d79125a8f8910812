import { useCallback, useEffect, useState } from 'react';
import type { TraceList } from '../use-traces.ts';
import { emptyPagesAtEnd, mayReadOn, unaskedPages } from './search-allowance.ts';

/** Rows that fill a screen: until there are so many the search goes on. */
const screenful = 40;

/** Reads on where the list ends, and asks before a search that finds nothing goes further. */
export function useSearchOn(list: TraceList) {
  const [granted, setGranted] = useState({ listId: list.listId, pages: 0 });
  const grantedPages = granted.listId === list.listId ? granted.pages : 0;
  const { fetchNextPage, isFetchingNextPage, hasNextPage, isError, data, traces } = list;
  const pages = data?.pages ?? [];
  const canGoOn = hasNextPage && !isFetchingNextPage && !isError && mayReadOn(pages, grantedPages);
  const more = useCallback(() => {
    if (canGoOn) void fetchNextPage();
  }, [canGoOn, fetchNextPage]);
  const isShort = traces !== null && traces.length < screenful;
  useEffect(() => {
    if (isShort) more();
  }, [isShort, more]);
  return {
    more,
    isPaused: hasNextPage && !mayReadOn(pages, grantedPages),
    goOn: () => {
      setGranted({ listId: list.listId, pages: emptyPagesAtEnd(pages) + unaskedPages });
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
