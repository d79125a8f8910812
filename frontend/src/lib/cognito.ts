import * as z from 'zod';

export interface CognitoPorts {
  endpoint: string;
  clientId: string;
  fetch: typeof fetch;
}

const resultSchema = z.object({
  ChallengeName: z.string().optional(),
  Session: z.string().optional(),
  AuthenticationResult: z
    .object({ AccessToken: z.string(), RefreshToken: z.string().optional(), ExpiresIn: z.number().optional() })
    .optional(),
});

export interface Tokens {
  accessToken: string;
  /** Absent when a refresh keeps the old one. */
  refreshToken: string | null;
  expiresInSeconds: number;
}

export type SignInResult =
  | { kind: 'tokens'; tokens: Tokens }
  | { kind: 'new-password'; challenge: { email: string; session: string } };

/** `code` is Cognito's error name, for example `NotAuthorizedException`. */
export class CognitoError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CognitoError';
    this.code = code;
  }
}

export async function signInWithPassword(ports: CognitoPorts, email: string, password: string): Promise<SignInResult> {
  const answer = await call(ports, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: ports.clientId,
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  return toResult(answer, email);
}

export async function answerNewPassword(
  ports: CognitoPorts,
  challenge: { email: string; session: string },
  password: string,
): Promise<SignInResult> {
  const answer = await call(ports, 'RespondToAuthChallenge', {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    ClientId: ports.clientId,
    Session: challenge.session,
    ChallengeResponses: { USERNAME: challenge.email, NEW_PASSWORD: password },
  });
  return toResult(answer, challenge.email);
}

export async function refreshTokens(ports: CognitoPorts, refreshToken: string): Promise<Tokens> {
  const answer = await call(ports, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: ports.clientId,
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
  const result = toResult(answer, '');
  if (result.kind !== 'tokens') throw new CognitoError('UnexpectedChallenge', 'Sign in again.');
  return result.tokens;
}

export async function revokeRefreshToken(ports: CognitoPorts, refreshToken: string): Promise<void> {
  await call(ports, 'RevokeToken', { ClientId: ports.clientId, Token: refreshToken });
}

async function call(ports: CognitoPorts, operation: string, body: unknown): Promise<unknown> {
  const response = await ports.fetch(ports.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? {} : JSON.parse(text);
  if (!response.ok) throw toError(answer, response.status);
  return answer;
}

const errorSchema = z.looseObject({ __type: z.string().optional(), message: z.string().optional() });

function toError(answer: unknown, status: number): CognitoError {
  const { __type, message } = errorSchema.safeParse(answer).data ?? {};
  const code = __type?.split('#').at(-1) ?? 'Unknown';
  return new CognitoError(code, message ?? `The sign-in service answered ${status}.`);
}

function toResult(answer: unknown, email: string): SignInResult {
  const { ChallengeName, Session, AuthenticationResult } = resultSchema.parse(answer);
  if (AuthenticationResult) {
    return {
      kind: 'tokens',
      tokens: {
        accessToken: AuthenticationResult.AccessToken,
        refreshToken: AuthenticationResult.RefreshToken ?? null,
        expiresInSeconds: AuthenticationResult.ExpiresIn ?? 3600,
      },
    };
  }
  if (ChallengeName === 'NEW_PASSWORD_REQUIRED' && Session !== undefined) {
    return { kind: 'new-password', challenge: { email, session: Session } };
  }
  throw new CognitoError('UnsupportedChallenge', `This console cannot answer "${ChallengeName ?? 'nothing'}".`);
}
