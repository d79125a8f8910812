import { describe, expect, it, vi } from 'vitest';

// Test files share what they have loaded, and others have read a configuration into it.
vi.resetModules();
const { config, loadConfig } = await import('./config.ts');

const good = {
  stage: 'staging',
  version: '1.2.3',
  apiUrl: 'https://api.example.com',
  cognito: { endpoint: 'https://cognito.test', region: 'eu-central-1', userPoolId: 'p', clientId: 'c' },
};

describe('/config.json', () => {
  it('is needed before anything uses it', () => {
    expect(() => config()).toThrow('before it was read');
  });

  it('is read once and kept', async () => {
    await loadConfig(async () => Response.json(good));
    expect(config()).toEqual(good);
  });

  it.each([
    ['is missing', () => new Response('', { status: 404 }), 'answered 404'],
    ['is no JSON', () => new Response('<html>'), 'it is not JSON'],
    [
      'misses a field',
      () => Response.json({ ...good, cognito: { ...good.cognito, clientId: 1 } }),
      '"cognito.clientId"',
    ],
  ])('says so when it %s', async (_case, answer, message) => {
    await expect(loadConfig(async () => answer())).rejects.toThrow(message);
  });
});
