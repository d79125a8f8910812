import type { removeMember } from '../../shared/contract/members.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { IdentityPorts } from './app.ts';
import { memberOrThrow } from './member-outcome.ts';

export function handleRemoveMember({ members }: IdentityPorts): Handler<typeof removeMember> {
  return async ({ projectId, params, principal, requestId }) => {
    memberOrThrow(await members.remove(projectId, params.memberId, changeContextOf(principal, requestId)));
  };
}
