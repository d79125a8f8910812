import type { Member } from '../contract/members.ts';
import { type AuditRecord, auditPut, type ChangeContext } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import { memberKey, projectKey } from './core-keys.ts';
import type { CorePorts } from './core-ports.ts';
import { countsAsAdmin, type MemberRecord, memberPut, toMember } from './member-record.ts';
import { outdated } from './retry-on-change.ts';
import { type TransactItem, transact } from './transact.ts';
import { versionedUpdate } from './versioned-update.ts';

type Ports = Required<CorePorts>;
export type MemberChangeOutcome<T> = T | 'not_found' | 'last_admin';

/** Adds an invited person to a project. */
export async function addMember(
  ports: Ports,
  projectId: string,
  { id, email, role }: Pick<Member, 'id' | 'email' | 'role'>,
  context: ChangeContext,
): Promise<Member | 'already_member'> {
  const record: MemberRecord = { id, email, role, status: 'invited', createdAt: ports.clock(), version: 1 };
  const audit = auditOf(projectId, 'member.invited', record, { before: null, after: { email, role } });
  const outcome = await transact(ports.documents, [
    memberPut(ports.tableName, projectId, record),
    auditPut({ ...ports, context, record: audit }),
  ]);
  return outcome.isDone ? toMember(record) : 'already_member';
}

/** Changes role or status, together with the project's count of administrators. */
export async function changeMember(
  ports: Ports,
  projectId: string,
  current: MemberRecord | null,
  change: Partial<MemberRecord>,
  context: ChangeContext,
): Promise<MemberChangeOutcome<Member> | typeof outdated> {
  if (!current) return 'not_found';
  const fields = changedFields(current, change);
  if (!fields) return toMember(current);
  const next = { ...current, ...change };
  const key = memberKey(projectId, current.id);
  const action = 'role' in fields.after ? 'member.role_changed' : 'member.activated';
  const outcome = await transact(ports.documents, [
    versionedUpdate({ tableName: ports.tableName, key, version: current.version, set: fields.after }),
    auditPut({ ...ports, context, record: auditOf(projectId, action, current, fields) }),
    ...adminCountUpdate(ports.tableName, projectId, Number(countsAsAdmin(next)) - Number(countsAsAdmin(current))),
  ]);
  return outcome.isDone ? toMember(next) : whyNot(outcome.failedConditions);
}

/** Takes a person out, unless the project would be left without an administrator. */
export async function removeMember(
  ports: Ports,
  projectId: string,
  current: MemberRecord | null,
  context: ChangeContext,
): Promise<MemberChangeOutcome<'removed'> | typeof outdated> {
  if (!current) return 'not_found';
  const { email, role } = current;
  const audit = auditOf(projectId, 'member.removed', current, { before: { email, role }, after: null });
  const outcome = await transact(ports.documents, [
    {
      Delete: {
        TableName: ports.tableName,
        Key: memberKey(projectId, current.id),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': current.version },
      },
    },
    auditPut({ ...ports, context, record: audit }),
    ...adminCountUpdate(ports.tableName, projectId, -Number(countsAsAdmin(current))),
  ]);
  return outcome.isDone ? 'removed' : whyNot(outcome.failedConditions);
}

/** The third write of a change is the count: if the member itself is as it was read, the count is what refused. */
function whyNot([hasMemberChanged]: readonly boolean[]): 'last_admin' | typeof outdated {
  return hasMemberChanged ? outdated : 'last_admin';
}

/**
 * The count of administrators is an attribute of the project, so that two who leave at the same time meet at one item and
 * the second one's condition fails.
 */
function adminCountUpdate(tableName: string, projectId: string, delta: number): TransactItem[] {
  if (delta === 0) return [];
  return [
    {
      Update: {
        TableName: tableName,
        Key: projectKey(projectId),
        UpdateExpression: 'ADD adminCount :delta',
        ConditionExpression: 'adminCount >= :least',
        ExpressionAttributeValues: { ':delta': delta, ':least': delta < 0 ? 2 : 1 },
      },
    },
  ];
}

function auditOf(
  projectId: string,
  action: string,
  { id, email }: MemberRecord,
  change: Pick<AuditRecord, 'before' | 'after'>,
): AuditRecord {
  return { projectId, action, target: { kind: 'member', id, name: email }, ...change };
}
