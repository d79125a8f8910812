import * as z from 'zod';
import {
  answerNewPassword,
  type CognitoPorts,
  refreshTokens,
  revokeRefreshToken,
  type SignInResult,
  signInWithPassword,
  type Tokens,
} from './cognito.ts';
import { config } from './config.ts';
import { createStore } from './create-store.ts';
import { readLocal, writeLocal } from './local-value.ts';

const storedSchema = z.object({
  email: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
});
export type Session = z.output<typeof storedSchema>;

/** Refresh this long before the access token ends, so that no request leaves with one that dies on the way. */
const refreshMarginMs = 60_000;

export const sessionStore = createStore<Session | null>(parseSession(readLocal('session')));

/** Null for anything that is not a session, such as one that an older version stored. */
export function parseSession(text: string | null): Session | null {
  if (text === null) return null;
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function keep(session: Session | null): void {
  writeLocal('session', session === null ? null : JSON.stringify(session));
  sessionStore.set(session);
}

function cognitoPorts(): CognitoPorts {
  const { endpoint, clientId } = config().cognito;
  return { endpoint, clientId, fetch: (input, init) => fetch(input, init) };
}

export async function signIn(email: string, password: string): Promise<SignInResult> {
  return accept(email, await signInWithPassword(cognitoPorts(), email, password));
}

export async function setFirstPassword(
  challenge: { email: string; session: string },
  password: string,
): Promise<SignInResult> {
  return accept(challenge.email, await answerNewPassword(cognitoPorts(), challenge, password));
}

function accept(email: string, result: SignInResult): SignInResult {
  if (result.kind === 'tokens') keep(toSession(email, result.tokens, null));
  return result;
}

export function toSession(email: string, tokens: Tokens, oldRefreshToken: string | null, now = Date.now()): Session {
  return {
    email,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? oldRefreshToken,
    expiresAt: now + tokens.expiresInSeconds * 1000,
  };
}

let refreshing: Promise<string | null> | null = null;

/** The access token, renewed if it is about to end; null when nobody is signed in. */
export async function accessToken(): Promise<string | null> {
  const session = sessionStore.get();
  if (session === null) return null;
  if (Date.now() < session.expiresAt - refreshMarginMs) return session.accessToken;
  return renewSession();
}

/** One renewal at a time, however many requests ask for it. Signs out if Cognito refuses. */
export function renewSession(): Promise<string | null> {
  refreshing ??= renew().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function renew(): Promise<string | null> {
  const session = sessionStore.get();
  if (session === null) return null;
  if (session.refreshToken === null) return endSession();
  try {
    const tokens = await refreshTokens(cognitoPorts(), session.refreshToken);
    const renewed = toSession(session.email, tokens, session.refreshToken);
    keep(renewed);
    return renewed.accessToken;
  } catch (error) {
    // No network is no reason to sign out: the request that asked will fail and say so.
    if (error instanceof TypeError) throw error;
    return endSession();
  }
}

export function endSession(): null {
  keep(null);
  return null;
}

/** Forgets the session here at once; telling Cognito is best effort. */
export async function signOut(): Promise<void> {
  const refreshToken = sessionStore.get()?.refreshToken ?? null;
  endSession();
  if (refreshToken !== null) await revokeRefreshToken(cognitoPorts(), refreshToken).catch(() => undefined);
}

/** Signing in or out in one tab does the same in the others. */
export function watchOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key === 'signalbox.session') sessionStore.set(parseSession(event.newValue));
  });
}
