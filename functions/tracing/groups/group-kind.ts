import { summaryName } from '../../../shared/telemetry/summary-texts.ts';
import type { Filter } from '../../../shared/trace-filter/filter.ts';

/** What traces are taken together by. */
export type GroupKind = 'session' | 'user';

export const groupAttributes = { session: 'sessionId', user: 'userId' } as const;

/** Every trace of one session or user: answered from their own index. */
export function groupFilter(kind: GroupKind, id: string): Filter {
  return { kind: 'exact', field: kind, value: summaryName(id) };
}
