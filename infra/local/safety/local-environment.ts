import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Environment } from '../../../shared/aws/client-config.ts';
import { knownEndpoints } from '../../../shared/providers/known-endpoints.ts';
import { repository } from '../paths.ts';

export const localRegion = 'us-east-1';

/**
 * What takes the place of everything through which an SDK or a CLI could find a real account: keys that no account
 * knows, no profile, no configuration files, no instance metadata, no container credentials, and the emulator as the only
 * endpoint.
 */
export function harmlessAwsVariables(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: localRegion,
    AWS_DEFAULT_REGION: localRegion,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: '000000000000',
    CDK_DEFAULT_REGION: localRegion,
  };
}

/** Node's certificate bundle for AWS is of no use to a loopback endpoint, but it is no way to an account either. */
const keptAwsVariables = new Set(['AWS_CA_BUNDLE']);
const isAwsVariable = (name: string) =>
  /^(AWS|CDK|LOCALSTACK)_/i.test(name) && !keptAwsVariables.has(name.toUpperCase());

/** Keys of providers go to Secrets Manager, and no process needs them in its environment. */
const providerKeys = new Set(knownEndpoints.map(({ keyVariable }) => keyVariable));
const isInherited = (name: string) => !isAwsVariable(name) && !providerKeys.has(name);

/** The environment of every process that the local stage starts, with node_modules' own programs first. */
export function localEnvironment(parent: Environment, endpoint: string): Record<string, string> {
  const inherited = Object.entries(parent).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isInherited(entry[0]),
  );
  const binaries = join(repository, 'node_modules/.bin');
  return {
    ...Object.fromEntries(inherited),
    ...harmlessAwsVariables(endpoint),
    PATH: `${binaries}${delimiter}${parent['PATH'] ?? ''}`,
  };
}

/** Does the same to this process, so that an SDK client made without configuration is harmless too. */
export function sealProcessEnvironment(target: NodeJS.ProcessEnv, endpoint: string): void {
  for (const name of Object.keys(target)) if (isAwsVariable(name)) delete target[name];
  Object.assign(target, harmlessAwsVariables(endpoint));
}
