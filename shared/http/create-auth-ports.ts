import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientConfig, type Environment } from '../aws/client-config.ts';
import { createDocumentClient } from '../aws/document-client.ts';
import { createPepper } from '../identity/pepper.ts';
import { createLogger, type Logger } from '../observability/logger.ts';
import { systemClock } from '../runtime/clock.ts';
import { createApiKeyRepository } from '../storage/api-keys.ts';
import { createMemberRepository } from '../storage/members.ts';
import { authEnvironmentSchema } from './auth-environment.ts';
import { createAuthenticator } from './create-authenticator.ts';
import { createKeyAuthenticator } from './key-authenticator.ts';
import { createKeyUse } from './key-use.ts';
import { parseInput } from './parse-input.ts';
import type { Authenticator, Memberships } from './principal.ts';
import type { TokenAuthenticator, TokenAuthenticatorPorts } from './token-authenticator.ts';

export interface AuthPorts {
  authenticator: Authenticator;
  memberships: Memberships;
  /** Writes what the authenticator remembers, such as the last use of keys. Call it after the response. */
  flush(): Promise<void>;
}

/** Everything that an HTTP function needs to know who calls and what they may do. */
export function createAuthPorts(environment: Environment, logger: Logger = createLogger('auth')): AuthPorts {
  const settings = parseInput('config', authEnvironmentSchema, environment);
  const core = { documents: createDocumentClient(environment), tableName: settings.CORE_TABLE };
  const keys = createApiKeyRepository(core);
  const clock = systemClock;
  const keyUse = createKeyUse({ keys, clock, logger });
  const secrets = new SecretsManagerClient(awsClientConfig(environment));
  return {
    authenticator: createAuthenticator({
      authenticateKey: createKeyAuthenticator({
        stage: settings.STAGE,
        keys,
        keyUse,
        pepper: createPepper(secrets, settings.KEY_PEPPER_SECRET_ID),
        clock,
        logger,
      }),
      authenticateToken: tokensWhenNeeded({
        userPoolId: settings.USER_POOL_ID,
        userPoolClientId: settings.USER_POOL_CLIENT_ID,
        endpoint: environment['AWS_ENDPOINT_URL'],
      }),
    }),
    memberships: createMemberRepository(core),
    flush: keyUse.flush,
  };
}

/** A key needs no token verified, so what verifies them is loaded when the first one comes. */
function tokensWhenNeeded(ports: TokenAuthenticatorPorts): TokenAuthenticator {
  let loading: Promise<TokenAuthenticator> | null = null;
  return async (token) => {
    loading ??= import('./token-authenticator.ts').then((module) => module.createTokenAuthenticator(ports));
    return await (await loading)(token);
  };
}
