import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { createPepper } from '../../../shared/identity/pepper.ts';
import { createApiKeyRepository } from '../../../shared/storage/api-keys.ts';
import type { ChangeContext } from '../../../shared/storage/audit-log.ts';
import { createMemberRepository } from '../../../shared/storage/members.ts';
import { createProjectRepository } from '../../../shared/storage/projects.ts';
import { output, type StackOutputs } from '../deploy/deployed-stacks.ts';
import type { LocalFile } from '../stage-files.ts';
import { type Administrator, newPassword, seedAdministrator } from './seed-administrator.ts';
import { seedApiKey } from './seed-api-key.ts';

export const seedContext: ChangeContext = {
  actor: { kind: 'system', id: 'local-stage', name: 'Local stage' },
  requestId: 'local-stage',
};

interface SeedInput {
  endpoint: string;
  outputs: StackOutputs;
  /** What a former start left; whatever of it still holds is kept. */
  former: LocalFile | null;
  url: string;
}

/** Makes sure that there is a project, its administrator and a key; returns how to reach them. */
export async function seed({ endpoint, outputs, former, url }: SeedInput): Promise<LocalFile> {
  const environment: Environment = { AWS_ENDPOINT_URL: endpoint };
  const people = new CognitoIdentityProviderClient(awsClientConfig(environment));
  const password = former?.password ?? newPassword();
  const administrator = await seedAdministrator(people, output(outputs, 'UserPoolId'), password);
  const core = { documents: createDocumentClient(environment), tableName: output(outputs, 'CoreTable') };
  const projectId = await seedProject(core, administrator, former?.projectId ?? null);
  const secrets = new SecretsManagerClient(awsClientConfig(environment));
  const apiKey = await seedApiKey(former?.apiKey ?? null, {
    keys: createApiKeyRepository(core),
    pepper: createPepper(secrets, output(outputs, 'KeyPepperSecret')),
    projectId,
    createdBy: administrator.id,
    context: seedContext,
    now: Date.now(),
  });
  const { email } = administrator;
  return { url, websocketUrl: output(outputs, 'WebSocketUrl'), apiKey, projectId, email, password };
}

type Core = Parameters<typeof createProjectRepository>[0];

async function seedProject(core: Core, administrator: Administrator, formerId: string | null): Promise<string> {
  const { id, email } = administrator;
  const former = formerId === null ? null : await createMemberRepository(core).get(formerId, id);
  if (formerId !== null && former?.role === 'admin') return formerId;
  const project = await createProjectRepository(core).create(
    { name: 'My project', retentionDays: 30, capturesContent: true, admin: { id, email } },
    seedContext,
  );
  return project.id;
}
