import { describe, expect, it } from 'vitest';
import { answerNewPassword, CognitoError, refreshTokens, revokeRefreshToken, signInWithPassword } from './cognito.ts';

/** Cognito as the network would answer; remembers what was asked. */
function cognito(status: number, answer: unknown) {
  const requests: { target: string | null; body: Record<string, unknown> }[] = [];
  const send: typeof fetch = async (_url, init) => {
    const target = new Headers(init?.headers).get('x-amz-target');
    requests.push({ target, body: JSON.parse(String(init?.body)) });
    return new Response(answer === undefined ? '' : JSON.stringify(answer), { status });
  };
  return { requests, ports: { endpoint: 'https://cognito.test/', clientId: 'client', fetch: send } };
}

const tokens = { AuthenticationResult: { AccessToken: 'access', RefreshToken: 'refresh', ExpiresIn: 900 } };

describe('signing in', () => {
  it('sends e-mail and password and gives the tokens', async () => {
    const { ports, requests } = cognito(200, tokens);
    expect(await signInWithPassword(ports, 'ada@example.com', 'secret')).toEqual({
      kind: 'tokens',
      tokens: { accessToken: 'access', refreshToken: 'refresh', expiresInSeconds: 900 },
    });
    expect(requests).toEqual([
      {
        target: 'AWSCognitoIdentityProviderService.InitiateAuth',
        body: {
          AuthFlow: 'USER_PASSWORD_AUTH',
          ClientId: 'client',
          AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: 'secret' },
        },
      },
    ]);
  });

  it('asks for a password of one’s own when the one given was temporary, then takes it', async () => {
    const first = cognito(200, { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's1' });
    const result = await signInWithPassword(first.ports, 'ada@example.com', 'temporary');
    expect(result).toEqual({ kind: 'new-password', challenge: { email: 'ada@example.com', session: 's1' } });

    const second = cognito(200, tokens);
    await answerNewPassword(second.ports, { email: 'ada@example.com', session: 's1' }, 'own');
    expect(second.requests[0]?.body).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: 's1',
      ChallengeResponses: { USERNAME: 'ada@example.com', NEW_PASSWORD: 'own' },
    });
  });

  it('refuses a challenge that it cannot answer', async () => {
    const { ports } = cognito(200, { ChallengeName: 'SMS_MFA', Session: 's' });
    await expect(signInWithPassword(ports, 'a', 'b')).rejects.toMatchObject({ code: 'UnsupportedChallenge' });
  });

  it.each(['NotAuthorizedException', 'com.amazonaws#NotAuthorizedException'])('names the refusal %s', async (type) => {
    const { ports } = cognito(400, { __type: type, message: 'Incorrect username or password.' });
    const failure = await signInWithPassword(ports, 'a', 'b').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CognitoError);
    expect(failure).toMatchObject({ code: 'NotAuthorizedException', message: 'Incorrect username or password.' });
  });

  it('says the status when the answer says nothing', async () => {
    const { ports } = cognito(503, {});
    await expect(signInWithPassword(ports, 'a', 'b')).rejects.toThrow('The sign-in service answered 503.');
  });
});

describe('an open session', () => {
  it('is renewed with its refresh token, which Cognito does not send again', async () => {
    const { ports } = cognito(200, { AuthenticationResult: { AccessToken: 'next' } });
    expect(await refreshTokens(ports, 'refresh')).toEqual({
      accessToken: 'next',
      refreshToken: null,
      expiresInSeconds: 3600,
    });
  });

  it('cannot be renewed by a challenge', async () => {
    const { ports } = cognito(200, { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's' });
    await expect(refreshTokens(ports, 'refresh')).rejects.toMatchObject({ code: 'UnexpectedChallenge' });
  });

  it('is revoked', async () => {
    const { ports, requests } = cognito(200, undefined);
    await revokeRefreshToken(ports, 'refresh');
    expect(requests[0]).toMatchObject({
      target: 'AWSCognitoIdentityProviderService.RevokeToken',
      body: { Token: 'refresh' },
    });
  });
});
