import type { Scope } from '../../shared/contract/access.ts';
import type { Project } from '../../shared/contract/projects.ts';
import { type IssuePorts, issueApiKey } from '../../shared/identity/issue-api-key.ts';
import { createApiKeyRepository } from '../../shared/storage/api-keys.ts';
import type { ChangeContext } from '../../shared/storage/audit-log.ts';
import type { CorePorts } from '../../shared/storage/core-ports.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';

const context: ChangeContext = {
  actor: { kind: 'system', id: 'seed', name: 'Set-up of the stage' },
  requestId: 'seed',
};

/** Makes a project for the person with that Cognito subject. */
export async function seedProject(
  ports: CorePorts,
  { name, admin }: { name: string; admin: { id: string; email: string } },
): Promise<Project> {
  const settings = { name, retentionDays: 30, capturesContent: true };
  return await createProjectRepository(ports).create({ ...settings, admin }, context);
}

/** Makes an API key and answers it whole. */
export async function seedApiKey(
  ports: CorePorts & IssuePorts,
  { projectId, name, scopes }: { projectId: string; name: string; scopes: readonly Scope[] },
): Promise<string> {
  const { record, secret } = await issueApiKey(ports, {
    projectId,
    name,
    scopes,
    allowedModels: null,
    expiresAt: null,
    createdBy: context.actor.name,
  });
  await createApiKeyRepository(ports).create(record, context);
  return secret;
}
