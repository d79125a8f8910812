import type { GroupKind } from './group.ts';

/** The page of a session or user, as a link takes it. */
export function pathOf({ kind, id }: { kind: GroupKind; id: string }) {
  return kind === 'session'
    ? ({ to: '/sessions/$sessionId', params: { sessionId: id } } as const)
    : ({ to: '/users/$userId', params: { userId: id } } as const);
}
