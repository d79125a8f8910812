import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { boundsOf } from '../traces/list/time-range.ts';

/** What the trace list is asked for to show what is counted here. */
export function listSearch(range: ViewRange, q: string) {
  return { ...('last' in range ? { range: range.last } : boundsOf(range, 0)), q };
}
