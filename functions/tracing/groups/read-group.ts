import { groupBounds, type SessionSummary, type UserSummary } from '../../../shared/contract/trace-groups.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { type GroupKind, groupFilter } from './group-kind.ts';
import { createTotals, type Totals, totalsAttributes } from './group-totals.ts';

export interface GroupPorts {
  traces: Pick<TraceRepository, 'search'>;
}

export interface GroupQuery {
  kind: GroupKind;
  projectId: string;
  id: string;
  /** Epoch milliseconds: [from, to). */
  from: number;
  to: number;
  maxTraces: number;
}

export interface Group {
  id: string;
  totals: Totals;
  isComplete: boolean;
  /** The other kind's ids, in the order in which they are met: newest first. */
  others: ReadonlySet<string>;
}

const readBounds = { maxQueries: 50, maxMilliseconds: 10_000 };

/** Adds up the newest traces of a session or user through its own index; null where there are none. */
export async function readGroup(query: GroupQuery, { traces }: GroupPorts): Promise<Group | null> {
  const { kind, projectId, id, from, to, maxTraces } = query;
  const { steps } = traces.search({
    ...{ projectId, from, to, filter: groupFilter(kind, id), attributes: totalsAttributes, bounds: readBounds },
  });
  const sums = createTotals();
  const others = new Set<string>();
  let count = 0;
  let isComplete = true;
  for await (const { rows, isDone } of steps) {
    const taken = rows.slice(0, maxTraces - count);
    for (const { item } of taken) {
      sums.add(item);
      const other = item[kind === 'session' ? 'userId' : 'sessionId'];
      if (typeof other === 'string') others.add(other);
    }
    count += taken.length;
    isComplete = isDone && taken.length === rows.length;
    if (taken.length < rows.length || count === maxTraces) break;
  }
  return count === 0 ? null : { id, totals: sums.totals(), isComplete, others };
}

export function toSession({ id, totals, isComplete, others }: Group): SessionSummary {
  const userIds = [...others].slice(0, groupBounds.ids);
  return { sessionId: id, ...totals, isComplete, userIds, userCount: others.size };
}

export function toUser({ id, totals, isComplete, others }: Group): UserSummary {
  const sessionIds = [...others].slice(0, groupBounds.ids);
  return { userId: id, ...totals, isComplete, sessionIds, sessionCount: others.size };
}
