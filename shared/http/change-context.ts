import type { Actor, ChangeContext } from '../storage/audit-log.ts';
import type { Principal } from './principal.ts';

/** Who changes something, for the audit log. */
export function changeContextOf(principal: Principal, requestId: string): ChangeContext {
  return { actor: actorOf(principal), requestId };
}

function actorOf(principal: Principal): Actor {
  if (principal.kind === 'key') return { kind: 'key', id: principal.id, name: principal.name };
  return { kind: 'person', id: principal.id, name: principal.email ?? principal.id };
}
