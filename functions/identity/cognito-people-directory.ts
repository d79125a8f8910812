import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomBase62 } from '../../shared/identity/base62.ts';
import type { InvitationDelivery } from './environment.ts';
import type { InvitedPerson, PeopleDirectory } from './people-directory.ts';

interface CognitoPorts {
  client: CognitoIdentityProviderClient;
  userPoolId: string;
  delivery: InvitationDelivery;
}

/** The people of the Cognito user pool. */
export function createPeopleDirectory(ports: CognitoPorts): PeopleDirectory {
  return {
    async emailOf(personId) {
      const user = await getUser(ports, personId);
      return user?.email ?? null;
    },
    async invite(email, mayReissue) {
      const created = await createUser(ports, email);
      if (created) return created;
      const existing = await getUser(ports, email);
      if (!existing) throw new Error('Cognito says that the address is taken, and that it is not.');
      const isReissued = existing.isPending && (await mayReissue(existing.id));
      return { id: existing.id, temporaryPassword: isReissued ? await reissue(ports, email) : null };
    },
  };
}

interface User {
  id: string;
  email: string | null;
  /** Has never chosen a password of their own. */
  isPending: boolean;
}

async function getUser({ client, userPoolId }: CognitoPorts, username: string): Promise<User | null> {
  try {
    const user = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username }));
    const attributes = user.UserAttributes ?? [];
    return {
      id: subjectOf(attributes),
      email: attributeOf(attributes, 'email'),
      isPending: user.UserStatus === 'FORCE_CHANGE_PASSWORD',
    };
  } catch (error) {
    if (error instanceof UserNotFoundException) return null;
    throw error;
  }
}

/** Null if there is already one. */
async function createUser(
  { client, userPoolId, delivery }: CognitoPorts,
  email: string,
): Promise<InvitedPerson | null> {
  const temporaryPassword = delivery === 'response' ? newPassword() : null;
  try {
    const { User } = await client.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: email,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        ...(temporaryPassword === null
          ? { DesiredDeliveryMediums: ['EMAIL'] }
          : { TemporaryPassword: temporaryPassword, MessageAction: 'SUPPRESS' }),
      }),
    );
    return { id: subjectOf(User?.Attributes ?? []), temporaryPassword };
  } catch (error) {
    if (error instanceof UsernameExistsException) return null;
    throw error;
  }
}

async function reissue({ client, userPoolId, delivery }: CognitoPorts, email: string): Promise<string | null> {
  if (delivery === 'email') {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: email,
        MessageAction: 'RESEND',
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    return null;
  }
  const password = newPassword();
  await client.send(
    new AdminSetUserPasswordCommand({ UserPoolId: userPoolId, Username: email, Password: password, Permanent: false }),
  );
  return password;
}

/** 119 random bits, and one of each kind of character that the pool asks for. */
function newPassword(): string {
  return `${randomBase62(20)}-Aa1`;
}

function subjectOf(attributes: readonly AttributeType[]): string {
  const subject = attributeOf(attributes, 'sub');
  if (subject === null) throw new Error('Cognito answered a user without a subject.');
  return subject;
}

function attributeOf(attributes: readonly AttributeType[], name: string): string | null {
  return attributes.find((attribute) => attribute.Name === name)?.Value ?? null;
}
