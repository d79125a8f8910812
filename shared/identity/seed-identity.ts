import type { Scope } from '../contract/access.ts';
import type { Project } from '../contract/identity.ts';
import { createApiKeyRepository } from '../storage/api-keys.ts';
import type { ChangeContext } from '../storage/audit-log.ts';
import type { CorePorts } from '../storage/core-ports.ts';
import { createProjectRepository } from '../storage/projects.ts';
import { type IssuePorts, issueApiKey } from './issue-api-key.ts';

const context: ChangeContext = {
  actor: { kind: 'system', id: 'seed', name: 'Set-up of the stage' },
  requestId: 'seed',
};

/** Makes the first project of a stage, for the person with that Cognito subject. Audited as done by the system. */
export async function seedProject(
  ports: CorePorts,
  { name, admin }: { name: string; admin: { id: string; email: string } },
): Promise<Project> {
  const settings = { name, retentionDays: 30, capturesContent: true };
  return await createProjectRepository(ports).create({ ...settings, admin }, context);
}

/** Makes an API key and answers it whole. Audited as done by the system. */
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
