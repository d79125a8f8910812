import type { updateMember } from '../../shared/contract/members.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { IdentityPorts } from './app.ts';
import { memberOrThrow } from './member-outcome.ts';

export function handleUpdateMember({ members }: IdentityPorts): Handler<typeof updateMember> {
  return async ({ projectId, params, body, principal, requestId }) => {
    const context = changeContextOf(principal, requestId);
    return memberOrThrow(await members.changeRole(projectId, params.memberId, body.role, context));
  };
}
