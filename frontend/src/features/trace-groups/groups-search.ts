import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { compact, textOf } from '../../lib/read-search.ts';
import { defaultRange, isLength } from '../traces/list/time-range.ts';

/** Which sessions or users the list shows. What is malformed drops out. */
export function parseGroupsSearch(search: Record<string, unknown>) {
  const range = textOf(search['range']);
  const [from, to] = [timeOf(search['from']), timeOf(search['to'])];
  return compact({
    q: textOf(search['q']),
    range: range !== undefined && isLength(range) ? range : undefined,
    from: to === undefined ? undefined : from,
    to: from === undefined ? undefined : to,
  });
}
export type GroupsSearch = ReturnType<typeof parseGroupsSearch>;

/** Which trace of a session is replayed. */
export function parseGroupSearch(search: Record<string, unknown>) {
  return compact({ turn: textOf(search['turn']) });
}

export function rangeOf({ range, from, to }: GroupsSearch): ViewRange {
  if (from !== undefined && to !== undefined) return { from, to };
  return range === undefined ? defaultRange : { last: range };
}

export function searchOfRange(range: ViewRange): Pick<GroupsSearch, 'range' | 'from' | 'to'> {
  if ('from' in range) return range;
  return JSON.stringify(range) === JSON.stringify(defaultRange) ? {} : { range: range.last };
}

function timeOf(value: unknown): string | undefined {
  const at = new Date(textOf(value) ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
