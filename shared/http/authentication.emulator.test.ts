import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createIdentityStage } from '../../test/support/create-identity-stage.ts';
import { newPerson, type SignedInPerson } from '../../test/support/sign-in-person.ts';
import type { Environment } from '../aws/client-config.ts';
import { createAuthPorts } from './create-auth-ports.ts';
import { createTokenAuthenticator } from './token-authenticator.ts';

let environment: Environment & { AWS_ENDPOINT_URL: string };
let person: SignedInPerson;

beforeAll(async () => {
  environment = await createIdentityStage(inject('emulatorUrl'));
  person = await newPerson(environment, 'person@example.com');
});

const invalid = expect.objectContaining({ status: 401, code: 'invalid_token' });
const authenticate = (token: string, changes: Environment = {}) =>
  createAuthPorts({ ...environment, ...changes }).authenticator.authenticate(`Bearer ${token}`);

type Json = Record<string, unknown>;
const encode = (json: Json) => Buffer.from(JSON.stringify(json)).toString('base64url');
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;

describe('a sign-in', () => {
  test('is known by its access token', async () => {
    expect(await authenticate(person.accessToken)).toEqual({ kind: 'person', id: person.id, email: null });
  });

  test('is not known by its id token, which is not meant for this', async () => {
    await expect(authenticate(person.idToken)).rejects.toEqual(invalid);
  });

  test('is not valid for another client, nor of another pool', async () => {
    await expect(authenticate(person.accessToken, { USER_POOL_CLIENT_ID: 'other' })).rejects.toEqual(invalid);
    await expect(authenticate(person.accessToken, { USER_POOL_ID: 'us-east-1_Other0000' })).rejects.toEqual(invalid);
  });
});

describe('a forged token', () => {
  const parts = () => person.accessToken.split('.');

  test('with other claims', async () => {
    const [header, claims, signature] = parts();
    const forged = `${header}.${encode({ ...decode(claims), sub: 'somebody-else' })}.${signature}`;

    await expect(authenticate(forged)).rejects.toEqual(invalid);
  });

  test('without a signature, or signed with the public key as a secret', async () => {
    const [header, claims] = parts();
    for (const alg of ['none', 'HS256']) {
      await expect(authenticate(`${encode({ ...decode(header), alg })}.${claims}.`)).rejects.toEqual(invalid);
    }
  });

  test('signed by somebody else', async () => {
    const [header, claims] = parts();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signature = createSign('RSA-SHA256').update(`${header}.${claims}`).sign(privateKey).toString('base64url');

    await expect(authenticate(`${header}.${claims}.${signature}`)).rejects.toEqual(invalid);
  });

  test('that names a key which is not there, again and again', async () => {
    const [header, claims, signature] = parts();
    const { authenticator } = createAuthPorts(environment);
    const forged = `Bearer ${encode({ ...decode(header), kid: 'another' })}.${claims}.${signature}`;

    await expect(authenticator.authenticate(forged)).rejects.toEqual(invalid);
    await expect(authenticator.authenticate(forged)).rejects.toEqual(invalid);
    await expect(authenticator.authenticate(`Bearer ${person.accessToken}`)).resolves.toBeTruthy();
  });

  test.each(['x', 'a.b.c', '..', `${'a'.repeat(4000)}.b.c`])('%s', async (token) => {
    await expect(authenticate(token)).rejects.toEqual(invalid);
  });
});

describe('with keys of our own behind the address of the pool', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'ours', alg: 'RS256', use: 'sig' }] };
  const claims = (changes: Json = {}) => ({
    sub: 'person',
    iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool',
    client_id: 'console',
    token_use: 'access',
    exp: Math.floor(Date.now() / 1000) + 60,
    ...changes,
  });

  function sign(content: Json): string {
    const text = `${encode({ alg: 'RS256', kid: 'ours' })}.${encode(content)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`;
  }

  async function withEndpoint<T>(status: number, use: (endpoint: string) => Promise<T>): Promise<T> {
    const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(jwks)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      await new Promise((done) => server.close(done));
    }
  }

  const authenticator = (endpoint: string | undefined) =>
    createTokenAuthenticator({ userPoolId: 'us-east-1_Pool', userPoolClientId: 'console', endpoint });

  test('a token that has expired, or comes from elsewhere, is refused', async () => {
    await withEndpoint(200, async (endpoint) => {
      const verify = authenticator(endpoint);

      await expect(verify(sign(claims()))).resolves.toMatchObject({ id: 'person' });
      await expect(verify(sign(claims({ exp: 1 })))).rejects.toMatchObject({ status: 401, code: 'token_expired' });
      await expect(verify(sign(claims({ iss: 'https://evil.example/us-east-1_Pool' })))).rejects.toEqual(invalid);
      await expect(verify(sign(claims({ client_id: 'other' })))).rejects.toEqual(invalid);
      await expect(verify(sign(claims({ token_use: 'id', aud: 'console' })))).rejects.toEqual(invalid);
    });
  });

  test('keys that cannot be fetched are our failure, not the caller’s', async () => {
    await withEndpoint(500, async (endpoint) => {
      await expect(authenticator(endpoint)(sign(claims()))).rejects.toMatchObject({ status: 503, isRetryable: true });
    });
    await expect(authenticator('http://127.0.0.1:1')(sign(claims()))).rejects.toMatchObject({ status: 503 });
  });

  test('keys of the emulator are not believed where there is no emulator', async () => {
    await expect(authenticator(undefined)(sign({ ...claims(), iss: 'http://127.0.0.1/pool' }))).rejects.toEqual(
      invalid,
    );
  });
});

test('a wrong environment names its field', () => {
  expect(() => createAuthPorts({ ...environment, STAGE: 'not a stage' })).toThrow(/config\.STAGE/);
});
