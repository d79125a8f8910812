import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';

export interface SignedInPerson {
  id: string;
  email: string;
  accessToken: string;
  idToken: string;
}

const password = 'Correct-Horse-7';

/** Makes an account with a password of its own, and signs in. */
export async function newPerson(environment: Environment, email: string): Promise<SignedInPerson> {
  const cognito = new CognitoIdentityProviderClient(awsClientConfig(environment));
  const user = { UserPoolId: environment['USER_POOL_ID'], Username: email };
  const { User } = await cognito.send(
    new AdminCreateUserCommand({
      ...user,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  const { AuthenticationResult } = await initiateAuth(cognito, environment, email, password);
  return {
    id: User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '',
    email,
    accessToken: AuthenticationResult?.AccessToken ?? '',
    idToken: AuthenticationResult?.IdToken ?? '',
  };
}

/** Signs in with the password of an invitation and chooses another; answers the access token. */
export async function acceptInvitation(
  environment: Environment,
  email: string,
  temporaryPassword: string,
): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(awsClientConfig(environment));
  const challenge = await initiateAuth(cognito, environment, email, temporaryPassword);
  const { AuthenticationResult } = await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: environment['USER_POOL_CLIENT_ID'],
      ChallengeName: challenge.ChallengeName,
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
    }),
  );
  return AuthenticationResult?.AccessToken ?? '';
}

function initiateAuth(cognito: CognitoIdentityProviderClient, environment: Environment, email: string, secret: string) {
  return cognito.send(
    new InitiateAuthCommand({
      ClientId: environment['USER_POOL_CLIENT_ID'],
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: secret },
    }),
  );
}
