import type { AuditEntry } from '../contract/audit.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import { auditKey } from './core-keys.ts';
import type { TransactItem } from './transact.ts';

export type Actor = AuditEntry['actor'];

/** Who makes a change, and in which request. */
export interface ChangeContext {
  actor: Actor;
  requestId: string;
}

/** What happened; `before` and `after` hold the fields that changed and never a secret. */
export interface AuditRecord {
  projectId: string;
  /** `key.created`, `member.role_changed`, `provider.removed`, … */
  action: string;
  target: AuditEntry['target'];
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

interface AuditPutInput {
  tableName: string;
  clock: Clock;
  ids: Ids;
  context: ChangeContext;
  record: AuditRecord;
}

/**
 * The write of an audit entry. Put it into the transaction of the change that it tells about, so that neither is there
 * without the other. Entries are only ever added.
 */
export function auditPut({ tableName, clock, ids, context, record }: AuditPutInput): TransactItem {
  const { projectId, ...rest } = record;
  const id = ids();
  return {
    Put: {
      TableName: tableName,
      Item: { ...auditKey(projectId, id), id, at: clock(), ...context, ...rest },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}
