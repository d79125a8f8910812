import { expect, test } from 'vitest';
import { createTokenAuthenticator } from './token-authenticator.ts';

const authenticate = createTokenAuthenticator({
  userPoolId: 'us-east-1_Pool',
  userPoolClientId: 'console',
  // Nothing listens there: what is refused here is refused without asking for keys.
  endpoint: 'http://127.0.0.1:1',
});

test.each(['sk-proj-abc', 'a.b', 'a.b.c.d'])('%s is told that it is neither a key nor a sign-in', async (token) => {
  await expect(authenticate(token)).rejects.toMatchObject({
    status: 401,
    code: 'invalid_token',
    message: expect.stringContaining('begins with `sbx_`'),
  });
});

test('what has only the form of a token is sent to the sign-in', async () => {
  await expect(authenticate('not.a.token')).rejects.toMatchObject({
    status: 401,
    code: 'invalid_token',
    message: expect.stringContaining('Sign in again'),
  });
});
