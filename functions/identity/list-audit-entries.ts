import type { listAuditEntries } from '../../shared/contract/audit.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { IdentityPorts } from './app.ts';

export function handleListAuditEntries({ auditEntries }: IdentityPorts): Handler<typeof listAuditEntries> {
  return async ({ projectId, query }) => await auditEntries.list(projectId, query);
}
