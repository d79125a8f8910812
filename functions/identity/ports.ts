import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createAuthPorts } from '../../shared/http/create-auth-ports.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createPepper } from '../../shared/identity/pepper.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createApiKeyRepository } from '../../shared/storage/api-keys.ts';
import { createAuditEntries } from '../../shared/storage/audit-entries.ts';
import { createMemberRepository } from '../../shared/storage/members.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';
import type { IdentityPorts } from './app.ts';
import { createPeopleDirectory } from './cognito-people-directory.ts';
import { httpEnvironmentSchema } from './environment.ts';

export function createPorts(environment: Environment): IdentityPorts & { flush(): Promise<void> } {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  const logger = createLogger('identity');
  const core = { documents: createDocumentClient(environment), tableName: settings.CORE_TABLE };
  return {
    ...createAuthPorts(environment, logger),
    logger,
    stage: settings.STAGE,
    projects: createProjectRepository(core),
    members: createMemberRepository(core),
    keys: createApiKeyRepository(core),
    auditEntries: createAuditEntries(core),
    people: createPeopleDirectory({
      client: new CognitoIdentityProviderClient(awsClientConfig(environment)),
      userPoolId: settings.USER_POOL_ID,
      delivery: settings.INVITATION_DELIVERY,
    }),
    pepper: createPepper(new SecretsManagerClient(awsClientConfig(environment)), settings.KEY_PEPPER_SECRET_ID),
    clock: systemClock,
  };
}
