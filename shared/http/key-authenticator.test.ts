import { beforeEach, describe, expect, test, vi } from 'vitest';
import { formatApiKey, newKeySecret } from '../identity/api-key-format.ts';
import { issueApiKey, issueSecret } from '../identity/issue-api-key.ts';
import { silentLogger } from '../observability/logger.ts';
import type { ApiKeyRecord } from '../storage/api-key-record.ts';
import { createKeyAuthenticator } from './key-authenticator.ts';

let now: number;
let stored: ApiKeyRecord;
let secret: string;
const find = vi.fn(async (keyId: string) => (keyId === stored.id ? stored : null));
const note = vi.fn();
const ports = {
  stage: 'local',
  keys: { find },
  keyUse: { note, flush: async () => undefined },
  pepper: async () => 'p'.repeat(32),
  clock: () => now,
  logger: silentLogger,
};

beforeEach(async () => {
  vi.clearAllMocks();
  now = 1_800_000_000_000;
  ({ record: stored, secret } = await issueApiKey(ports, {
    projectId: 'project',
    name: 'Test key',
    scopes: ['gateway'],
    allowedModels: ['sandbox/*'],
    expiresAt: null,
    createdBy: 'somebody',
  }));
});

const refused = (code: string) => expect.objectContaining({ status: 401, code });

describe('a key', () => {
  test('is its holder’s credential for one project', async () => {
    expect(await createKeyAuthenticator(ports)(secret)).toEqual({
      kind: 'key',
      id: stored.id,
      name: 'Test key',
      projectId: 'project',
      scopes: ['gateway'],
      allowedModels: ['sandbox/*'],
    });
    expect(note).toHaveBeenCalledWith(stored.id);
  });

  test('with a typo or of another stage is refused without a look-up', async () => {
    const authenticate = createKeyAuthenticator(ports);
    const elsewhere = formatApiKey({ stage: 'production', keyId: stored.id, secret: newKeySecret() });

    await expect(authenticate(`${secret.slice(0, -1)}!`)).rejects.toEqual(refused('malformed_key'));
    await expect(authenticate(elsewhere)).rejects.toEqual(refused('wrong_stage'));
    expect(find).not.toHaveBeenCalled();
  });

  test('that is unknown, or whose secret is wrong, is refused in the same words', async () => {
    const authenticate = createKeyAuthenticator(ports);
    const unknown = formatApiKey({ stage: 'local', keyId: 'A'.repeat(16), secret: newKeySecret() });
    const guessed = formatApiKey({ stage: 'local', keyId: stored.id, secret: newKeySecret() });

    const errors = await Promise.all([unknown, guessed].map((key) => authenticate(key).catch((error: Error) => error)));

    expect(errors).toEqual([refused('invalid_key'), refused('invalid_key')]);
    expect(new Set(errors.map((error) => (error as Error).message)).size).toBe(1);
    expect(note).not.toHaveBeenCalled();
  });

  test('tells only its holder that it was revoked or has expired', async () => {
    const guessed = formatApiKey({ stage: 'local', keyId: stored.id, secret: newKeySecret() });

    stored = { ...stored, revokedAt: now };
    await expect(createKeyAuthenticator(ports)(secret)).rejects.toEqual(refused('revoked_key'));
    await expect(createKeyAuthenticator(ports)(guessed)).rejects.toEqual(refused('invalid_key'));
    stored = { ...stored, revokedAt: null, expiresAt: now };
    await expect(createKeyAuthenticator(ports)(secret)).rejects.toEqual(refused('expired_key'));
    await expect(createKeyAuthenticator(ports)(guessed)).rejects.toEqual(refused('invalid_key'));
  });

  test('that expires is refused from that moment on, cached or not', async () => {
    stored = { ...stored, expiresAt: now + 10 };
    const authenticate = createKeyAuthenticator(ports);
    await authenticate(secret);

    now += 10;

    await expect(authenticate(secret)).rejects.toEqual(refused('expired_key'));
    expect(find).toHaveBeenCalledTimes(1);
  });

  test('that was revoked is refused within 30 seconds', async () => {
    const authenticate = createKeyAuthenticator(ports);
    await authenticate(secret);
    stored = { ...stored, revokedAt: now };

    now += 29_999;
    await expect(authenticate(secret)).resolves.toBeTruthy();
    now += 1;
    await expect(authenticate(secret)).rejects.toEqual(refused('revoked_key'));
  });
});

describe('a rotated key', () => {
  test('works with both secrets until the overlap ends', async () => {
    const { secret: newSecret, secretHash } = await issueSecret(ports, stored.id);
    stored = { ...stored, secretHash, previousSecretHash: stored.secretHash, previousSecretExpiresAt: now + 1000 };
    const authenticate = createKeyAuthenticator(ports);

    await expect(authenticate(secret)).resolves.toBeTruthy();
    await expect(authenticate(newSecret)).resolves.toBeTruthy();
    now += 1000;
    await expect(authenticate(secret)).rejects.toEqual(refused('invalid_key'));
    await expect(authenticate(newSecret)).resolves.toBeTruthy();
  });

  test('works with its new secret at once, though the old one is cached', async () => {
    const authenticate = createKeyAuthenticator(ports);
    await authenticate(secret);
    const rotated = await issueSecret(ports, stored.id);
    stored = { ...stored, secretHash: rotated.secretHash };

    now += 1001;

    await expect(authenticate(rotated.secret)).resolves.toBeTruthy();
    await expect(authenticate(secret)).rejects.toEqual(refused('invalid_key'));
  });
});

test('guessing secrets costs at most one read a second', async () => {
  const authenticate = createKeyAuthenticator(ports);
  await authenticate(secret);
  find.mockClear();

  for (let guess = 0; guess < 20; guess++) {
    now += 100;
    const guessed = formatApiKey({ stage: 'local', keyId: stored.id, secret: newKeySecret() });
    await expect(authenticate(guessed)).rejects.toEqual(refused('invalid_key'));
  }

  expect(find.mock.calls.length).toBeLessThanOrEqual(2);
});

test('an unknown key is looked up once in five seconds', async () => {
  const authenticate = createKeyAuthenticator(ports);
  const unknown = formatApiKey({ stage: 'local', keyId: 'B'.repeat(16), secret: newKeySecret() });

  for (const step of [0, 4999, 1]) {
    now += step;
    await authenticate(unknown).catch(() => undefined);
  }

  expect(find).toHaveBeenCalledTimes(2);
});
