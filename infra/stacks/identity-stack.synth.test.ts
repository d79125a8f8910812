import { Match } from 'aws-cdk-lib/assertions';
import { describe, it } from 'vitest';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

describe('the identity stack', () => {
  const template = synthesizeStage('production').template('identity');

  it('lets nobody sign up, and guards the user pool', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      UsernameAttributes: ['email'],
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 12 }) },
    });
  });

  it('has a public client that signs in with a password and refreshes', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
  });

  it('makes the key pepper itself, so that nobody has seen it, outside of the prefix of providers', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: 'signalbox/production/key-pepper',
      GenerateSecretString: Match.objectLike({ PasswordLength: 64 }),
    });
  });

  it.each(['UserPoolId', 'UserPoolClientId', 'KeyPepperSecret'])('tells %s', (output) => {
    template.hasOutput(output, {});
  });
});
