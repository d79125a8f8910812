import type { listMembers } from '../../shared/contract/members.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { IdentityPorts } from './app.ts';

export function handleListMembers({ members }: IdentityPorts): Handler<typeof listMembers> {
  return async ({ projectId, query }) => await members.list(projectId, query);
}
