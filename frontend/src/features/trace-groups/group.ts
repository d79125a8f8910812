import type { SessionSummary, UserSummary } from '../../../../shared/contract/trace-groups.ts';

export type GroupKind = 'session' | 'user';

/** A session or a user as both screens show them. */
export interface Group extends Omit<SessionSummary, 'sessionId' | 'userIds' | 'userCount'> {
  kind: GroupKind;
  id: string;
  /** The users of a session, the sessions of a user. */
  others: readonly string[];
  otherCount: number;
}

export function groupOfSession({ sessionId, userIds, userCount, ...totals }: SessionSummary): Group {
  return { ...totals, kind: 'session', id: sessionId, others: userIds, otherCount: userCount };
}

export function groupOfUser({ userId, sessionIds, sessionCount, ...totals }: UserSummary): Group {
  return { ...totals, kind: 'user', id: userId, others: sessionIds, otherCount: sessionCount };
}
