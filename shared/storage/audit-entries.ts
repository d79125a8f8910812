import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type AuditEntry, auditEntrySchema } from '../contract/audit.ts';
import { auditKey, auditPartition } from './core-keys.ts';
import type { CorePorts } from './core-ports.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';

const auditRecordSchema = auditEntrySchema.extend({ at: z.number() });
type AuditRecordItem = z.output<typeof auditRecordSchema>;

export interface AuditEntries {
  /** Newest first. */
  list(projectId: string, page: PageRequest): Promise<Page<AuditEntry>>;
}

const listName = 'audit';

/** Reads the audit log. It is written in the transactions of the changes, by `auditPut`. */
export function createAuditEntries({ documents, tableName }: CorePorts): AuditEntries {
  return {
    async list(projectId, { limit, cursor }) {
      const [after] = cursor === undefined ? [] : decodeCursor(listName, [/^[0-9a-f-]{36}$/], cursor);
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': auditPartition(projectId) },
          ...(after === undefined ? {} : { ExclusiveStartKey: auditKey(projectId, after) }),
          Limit: limit + 1,
          ScanIndexForward: false,
          ConsistentRead: true,
        }),
      );
      const records = Items.map((item) => auditRecordSchema.parse(item));
      return toPage(records, limit, toAuditEntry, ({ id }) => encodeCursor(listName, [id]));
    },
  };
}

function toAuditEntry({ at, ...rest }: AuditRecordItem): AuditEntry {
  return { ...rest, at: new Date(at).toISOString() };
}
