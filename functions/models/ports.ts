import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { environmentCredentials } from '../../shared/aws/environment-credentials.ts';
import { createAuthPorts } from '../../shared/http/create-auth-ports.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createHttpTransport } from '../../shared/providers/http-transport.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createProviderSecrets } from '../../shared/secrets/provider-secrets.ts';
import { createModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import { createProviderConnections } from '../../shared/storage/provider-connections.ts';
import { createProviderRepository } from '../../shared/storage/providers.ts';
import type { ModelsPorts } from './app.ts';
import { httpEnvironmentSchema } from './environment.ts';

export function createPorts(environment: Environment): ModelsPorts & { flush(): Promise<void> } {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  const logger = createLogger('models');
  const core = { documents: createDocumentClient(environment), tableName: settings.CORE_TABLE };
  const providers = createProviderRepository(core);
  const secrets = createProviderSecrets({
    client: new SecretsManagerClient(awsClientConfig(environment)),
    prefix: settings.PROVIDER_SECRET_PREFIX,
  });
  return {
    ...createAuthPorts(environment, logger),
    logger,
    providers,
    secrets,
    connections: createProviderConnections({ providers, secrets }),
    overrides: createModelOverrideRepository(core),
    transport: createHttpTransport({ allowsPrivateHosts: settings.ALLOWS_PRIVATE_PROVIDERS }),
    allowsPrivateProviders: settings.ALLOWS_PRIVATE_PROVIDERS,
    roleCredentials: async () => environmentCredentials(environment),
    clock: systemClock,
  };
}
