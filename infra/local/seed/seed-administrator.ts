import { randomInt } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

export const administratorEmail = 'admin@signalbox.local';

export interface Administrator {
  id: string;
  email: string;
  password: string;
}

/** Makes sure that the administrator can sign in with the password, without having to change it first. */
export async function seedAdministrator(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  password: string,
): Promise<Administrator> {
  const user = { UserPoolId: userPoolId, Username: administratorEmail };
  const existing = await findUser(client, user);
  if (existing === null) {
    const attributes = [
      { Name: 'email', Value: administratorEmail },
      { Name: 'email_verified', Value: 'true' },
    ];
    await client.send(new AdminCreateUserCommand({ ...user, UserAttributes: attributes, MessageAction: 'SUPPRESS' }));
  }
  await client.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  const created = existing ?? (await client.send(new AdminGetUserCommand(user)));
  return { id: subjectOf(created), email: administratorEmail, password };
}

async function findUser(client: CognitoIdentityProviderClient, user: { UserPoolId: string; Username: string }) {
  try {
    return await client.send(new AdminGetUserCommand(user));
  } catch (error) {
    if (error instanceof UserNotFoundException) return null;
    throw error;
  }
}

function subjectOf({ UserAttributes = [] }: AdminGetUserCommandOutput): string {
  const subject = UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
  if (subject === undefined) throw new Error('Cognito gave the administrator no subject.');
  return subject;
}

/** Without characters that look alike. */
const letters = 'abcdefghjkmnpqrstuvwxyz';
const groups = [letters.toUpperCase(), letters, letters, '23456789'];

/** Easy to type, and within the pool's rules: `Kmwz-hqpt-…`, 16 characters with every kind of them. */
export function newPassword(): string {
  const word = () => groups.map((group) => group.charAt(randomInt(group.length))).join('');
  return [word(), word(), word(), word()].join('-');
}
