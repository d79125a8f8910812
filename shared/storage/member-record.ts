import * as z from 'zod';
import { roleSchema } from '../contract/access.ts';
import type { Member } from '../contract/members.ts';
import { memberIndexKey, memberKey } from './core-keys.ts';
import type { TransactItem } from './transact.ts';

export const memberRecordSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  status: z.enum(['invited', 'active']),
  createdAt: z.number(),
  version: z.number(),
});
/** A member as it is stored; `id` is the person's Cognito subject. */
export type MemberRecord = z.output<typeof memberRecordSchema>;

export function toMember({ version: _, createdAt, ...rest }: MemberRecord): Member {
  return { ...rest, createdAt: new Date(createdAt).toISOString() };
}

/** Writes a member who is not one yet. */
export function memberPut(tableName: string, projectId: string, record: MemberRecord): TransactItem {
  return {
    Put: {
      TableName: tableName,
      Item: { ...memberKey(projectId, record.id), ...memberIndexKey(projectId, record.id), projectId, ...record },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** Only an administrator who has signed in keeps a project manageable. */
export function countsAsAdmin({ role, status }: Pick<MemberRecord, 'role' | 'status'>): boolean {
  return role === 'admin' && status === 'active';
}
