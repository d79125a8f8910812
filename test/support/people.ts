import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { answerNewPassword, signInWithPassword } from '../../frontend/src/lib/cognito.ts';
import type { Role } from '../../shared/contract/access.ts';
import { type ApiClient, createClient } from '../../shared/contract/client.ts';
import { inviteMember } from '../../shared/contract/members.ts';
import { createProject } from '../../shared/contract/projects.ts';
import type { LocalStage } from './local-stage.ts';

const configSchema = z.object({ cognito: z.object({ endpoint: z.string(), clientId: z.string() }) });

/** Signs in as the console does, with the first-password change where it is due; returns an access token. */
export async function signIn(stage: LocalStage, email: string, password: string): Promise<string> {
  const config = configSchema.parse(await (await fetch(`${stage.url}/config.json`)).json());
  const ports = { ...config.cognito, fetch };
  const first = await signInWithPassword(ports, email, password);
  const result = first.kind === 'tokens' ? first : await answerNewPassword(ports, first.challenge, newPassword());
  if (result.kind !== 'tokens') throw new Error('Cognito asked for a new password twice.');
  return result.tokens.accessToken;
}

/** A client that calls as the holder of a token, in a project. */
export function clientFor(stage: LocalStage, token: string | null, projectId: string | null): ApiClient {
  return createClient({ baseUrl: stage.url, credentials: async () => ({ token, projectId }) });
}

/** Invites a new person to a project and signs them in. */
export async function newMember(stage: LocalStage, adminToken: string, projectId: string, role: Role): Promise<string> {
  const email = `${role}-${randomUUID()}@example.com`;
  const { temporaryPassword } = await clientFor(stage, adminToken, projectId).call(inviteMember, {
    params: { projectId },
    body: { email, role },
  });
  if (temporaryPassword === null) throw new Error('The stage sends invitations by e-mail.');
  return await signIn(stage, email, temporaryPassword);
}

/** A project of its own, so that tests do not see each other's traces. */
export async function newProject(stage: LocalStage, token: string, name = `Test ${randomUUID()}`): Promise<string> {
  const { id } = await clientFor(stage, token, null).call(createProject, { body: { name } });
  return id;
}

function newPassword(): string {
  return `Aa1!${randomUUID()}`;
}
