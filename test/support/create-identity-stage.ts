import { randomUUID } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createTables } from './create-tables.ts';

/** What a function needs to know who calls, made afresh on the emulator: table, user pool, pepper. */
export async function createIdentityStage(emulatorUrl: string): Promise<Environment & { AWS_ENDPOINT_URL: string }> {
  const environment = { AWS_ENDPOINT_URL: emulatorUrl, AWS_REGION: 'us-east-1' };
  const [{ core }, pool, secretId] = await Promise.all([
    createTables(environment, ['core']),
    createUserPool(environment),
    createPepperSecret(environment),
  ]);
  return { ...environment, ...pool, STAGE: 'local', CORE_TABLE: core, KEY_PEPPER_SECRET_ID: secretId };
}

async function createUserPool(environment: Environment) {
  const cognito = new CognitoIdentityProviderClient(awsClientConfig(environment));
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: randomUUID(),
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    }),
  );
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: 'console',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  return { USER_POOL_ID: UserPool?.Id, USER_POOL_CLIENT_ID: UserPoolClient?.ClientId };
}

async function createPepperSecret(environment: Environment): Promise<string> {
  const secrets = new SecretsManagerClient(awsClientConfig(environment));
  const name = `pepper-${randomUUID()}`;
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: randomUUID() + randomUUID() }));
  return name;
}
