import { Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { StageConfig } from '../config.ts';
import { providerSecretPrefix } from './deployment.ts';
import type { ServiceFunction } from './service-function.ts';

const readActions = ['secretsmanager:GetSecretValue'];
const writeActions = ['secretsmanager:CreateSecret', 'secretsmanager:DeleteSecret'];

/**
 * Providers' keys are made at run time, so the grant is on the prefix of their names. A changed key is a new secret.
 */
export function grantProviderSecrets(
  target: ServiceFunction,
  config: StageConfig,
  access: 'read' | 'readWrite',
): Grant {
  const resource = `secret:${providerSecretPrefix(config)}*`;
  return Grant.addToPrincipal({
    grantee: target,
    actions: access === 'read' ? readActions : [...readActions, ...writeActions],
    resourceArns: [Stack.of(target).formatArn({ service: 'secretsmanager', resource })],
  });
}
