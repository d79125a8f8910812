import * as z from 'zod';
import { pageOf, pageQuerySchema, timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: timestampSchema,
    actor: z.object({ kind: z.enum(['person', 'key', 'system']), id: z.string(), name: z.string() }),
    /** `key.created`, `member.role_changed`, … */
    action: z.string(),
    target: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.output<typeof auditEntrySchema>;

export const listAuditEntries = defineRoute({
  id: 'listAuditEntries',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/audit',
  summary: 'Read the audit log of the project, newest first',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of entries', schema: pageOf(auditEntrySchema) },
});
