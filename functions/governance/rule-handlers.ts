import { changeContextOf } from '../../shared/http/change-context.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { Principal } from '../../shared/http/principal.ts';
import type { RuleRepository, StoredRule } from '../../shared/storage/rule-repository.ts';

interface RuleCall {
  projectId: string;
  principal: Principal;
  requestId: string;
}
type RuleInput<R extends StoredRule> = Parameters<RuleRepository<R>['create']>[1];

export async function createRule<R extends StoredRule>(
  rules: RuleRepository<R>,
  { projectId, principal, requestId, body }: RuleCall & { body: RuleInput<R> },
): Promise<R> {
  return await rules.create(projectId, body, changeContextOf(principal, requestId));
}

export async function replaceRule<R extends StoredRule>(
  rules: RuleRepository<R>,
  kind: string,
  { projectId, principal, requestId, id, body }: RuleCall & { id: string; body: RuleInput<R> },
): Promise<R> {
  const rule = await rules.replace(projectId, id, body, changeContextOf(principal, requestId));
  if (rule === null) throw new NotFoundError(`The ${kind}`);
  return rule;
}

export async function deleteRule<R extends StoredRule>(
  rules: RuleRepository<R>,
  kind: string,
  { projectId, principal, requestId, id }: RuleCall & { id: string },
): Promise<undefined> {
  if (!(await rules.remove(projectId, id, changeContextOf(principal, requestId))))
    throw new NotFoundError(`The ${kind}`);
  return undefined;
}
