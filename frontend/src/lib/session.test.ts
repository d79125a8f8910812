import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from './config.ts';
import { accessToken, endSession, parseSession, type Session, sessionStore, signOut, toSession } from './session.ts';

const session: Session = { email: 'ada@example.com', accessToken: 'a', refreshToken: 'r', expiresAt: 10_000 };
const config = {
  stage: 'local',
  version: '1',
  apiUrl: '',
  cognito: { endpoint: 'http://cognito.test', region: 'eu', userPoolId: 'p', clientId: 'c' },
};
const answer = (status: number, body: unknown) => async () => Response.json(body, { status });

beforeEach(async () => {
  vi.unstubAllGlobals();
  endSession();
  await loadConfig(answer(200, config));
});

describe('a stored session', () => {
  it('is read as it was written', () => {
    expect(parseSession(JSON.stringify(session))).toEqual(session);
  });

  it.each([null, '', 'null', '{}', '{"email":"x"}', '['])('is dropped if it is %j', (text) => {
    expect(parseSession(text)).toBeNull();
  });

  it('keeps the refresh token that a renewal does not repeat', () => {
    const tokens = { accessToken: 'b', refreshToken: null, expiresInSeconds: 60 };
    expect(toSession('ada@example.com', tokens, 'old', 1000)).toEqual({
      email: 'ada@example.com',
      accessToken: 'b',
      refreshToken: 'old',
      expiresAt: 61_000,
    });
  });
});

describe('the access token', () => {
  it('is null when nobody is signed in', async () => {
    expect(await accessToken()).toBeNull();
  });

  it('is used while it lasts', async () => {
    sessionStore.set({ ...session, expiresAt: Date.now() + 120_000 });
    expect(await accessToken()).toBe('a');
  });

  it('is renewed once, however many requests need it', async () => {
    sessionStore.set({ ...session, expiresAt: Date.now() + 1000 });
    const send = vi.fn(answer(200, { AuthenticationResult: { AccessToken: 'b', ExpiresIn: 3600 } }));
    vi.stubGlobal('fetch', send);
    expect(await Promise.all([accessToken(), accessToken(), accessToken()])).toEqual(['b', 'b', 'b']);
    expect(send).toHaveBeenCalledTimes(1);
    expect(sessionStore.get()).toMatchObject({ accessToken: 'b', refreshToken: 'r' });
  });

  it('ends with the session when Cognito refuses to renew it', async () => {
    sessionStore.set({ ...session, expiresAt: 0 });
    vi.stubGlobal('fetch', answer(400, { __type: 'NotAuthorizedException', message: 'Refresh Token has expired' }));
    expect(await accessToken()).toBeNull();
    expect(sessionStore.get()).toBeNull();
  });

  it('outlives a lost network: the request fails, the session stays', async () => {
    sessionStore.set({ ...session, expiresAt: 0 });
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(accessToken()).rejects.toThrow(TypeError);
    expect(sessionStore.get()).not.toBeNull();
  });

  it('cannot be renewed without a refresh token', async () => {
    sessionStore.set({ ...session, refreshToken: null, expiresAt: 0 });
    expect(await accessToken()).toBeNull();
  });
});

it('signs out here even if Cognito cannot be told', async () => {
  sessionStore.set(session);
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  await signOut();
  expect(sessionStore.get()).toBeNull();
});
