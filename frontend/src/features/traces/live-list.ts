import type { TraceSummary } from '../../../../shared/contract/span.ts';

export interface TracePage {
  items: TraceSummary[];
  nextCursor: string | null;
}

/** Pages as they were read, and traces that arrived since and wait above them. */
export interface LiveList {
  pages: TracePage[];
  waiting: TraceSummary[];
}

/**
 * Takes in a trace that arrived or changed. What is on screen changes where it stands; what is new waits, newest first,
 * so that no row moves under the cursor. An empty list has nothing that could move.
 */
export function withTrace(list: LiveList, trace: TraceSummary): LiveList {
  const has = (items: readonly TraceSummary[]) => items.some(({ traceId }) => traceId === trace.traceId);
  const updated = (items: TraceSummary[]) =>
    items.map((item) => (item.traceId === trace.traceId ? newer(item, trace) : item));
  if (has(list.waiting)) return { ...list, waiting: updated(list.waiting) };
  const index = list.pages.findIndex(({ items }) => has(items));
  const page = list.pages[index];
  if (page) return { ...list, pages: list.pages.with(index, { ...page, items: updated(page.items) }) };
  const waiting = [trace, ...list.waiting].toSorted((a, b) => (a.startTime < b.startTime ? 1 : -1));
  const isEmpty = list.pages.length > 0 && list.pages.every(({ items }) => items.length === 0);
  return isEmpty ? mergeWaiting({ ...list, waiting }) : { ...list, waiting };
}

/** Messages may overtake each other: a summary only ever grows. */
const newer = (known: TraceSummary, next: TraceSummary) => (next.spanCount >= known.spanCount ? next : known);

/** Shows what waits, at the top of the first page. */
export function mergeWaiting({ pages, waiting }: LiveList): LiveList {
  const [first, ...rest] = pages;
  if (!first || waiting.length === 0) return { pages, waiting: first ? [] : waiting };
  const shown = new Set(pages.flatMap(({ items }) => items.map(({ traceId }) => traceId)));
  const fresh = waiting.filter(({ traceId }) => !shown.has(traceId));
  return { pages: [{ ...first, items: [...fresh, ...first.items] }, ...rest], waiting: [] };
}
