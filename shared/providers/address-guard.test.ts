import type { LookupAddress, lookup } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { assertAllowedUrl, createGuardedLookup } from './address-guard.ts';
import { ProviderError } from './provider-error.ts';

describe('the URL alone', () => {
  test.each([
    'http://api.openai.com/v1',
    'ftp://api.openai.com/',
    'file:///etc/passwd',
    'https://user:secret@api.openai.com/',
    'https://127.0.0.1/v1',
    'https://2130706433/v1',
    'https://0x7f.1/v1',
    'https://017700000001/v1',
    'https://[::1]/v1',
    'https://[::ffff:169.254.169.254]/v1',
    'https://169.254.169.254/latest/meta-data',
  ])('%s is refused', (url) => {
    expect(() => assertAllowedUrl(new URL(url), false)).toThrow(ProviderError);
  });

  test('a public one is allowed, and a private one where the stage allows it', () => {
    assertAllowedUrl(new URL('https://api.openai.com/v1'), false);
    assertAllowedUrl(new URL('https://[2606:4700::6812:7c0]/v1'), false);
    assertAllowedUrl(new URL('http://127.0.0.1:9110/v1'), true);
    expect(() => assertAllowedUrl(new URL('ftp://127.0.0.1/'), true)).toThrow('https://');
  });
});

describe('what a name resolves to', () => {
  const resolving = (addresses: LookupAddress[] | Error) =>
    ((_: string, __: unknown, callback: (error: Error | null, found: LookupAddress[]) => void) => {
      if (addresses instanceof Error) callback(addresses, []);
      else callback(null, addresses);
    }) as unknown as typeof lookup;
  const ask = (addresses: LookupAddress[] | Error, all: boolean) =>
    new Promise((resolve) => {
      createGuardedLookup(resolving(addresses))('example.com', { all }, (error, found, family) =>
        resolve(error ?? [found, family]),
      );
    });
  const open = { address: '1.1.1.1', family: 4 };

  test('is handed on if it is public', async () => {
    expect(await ask([open], false)).toEqual(['1.1.1.1', 4]);
    expect(await ask([open], true)).toEqual([[open], undefined]);
  });

  test.each(['10.1.2.3', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00:ec2::254'])(
    'is refused as soon as one of it is %s',
    async (address) => {
      const answer = await ask([open, { address, family: address.includes(':') ? 6 : 4 }], true);

      expect(answer).toMatchObject({ type: 'provider_host_not_allowed' });
    },
  );

  test('is an error if there is nothing', async () => {
    expect(await ask([], false)).toMatchObject({ type: 'provider_host_not_allowed' });
    expect(await ask(new Error('ENOTFOUND'), false)).toEqual(new Error('ENOTFOUND'));
  });

  test('is asked of the system unless told otherwise', async () => {
    const answer = await new Promise((resolve) => createGuardedLookup()('localhost', { all: true }, resolve));

    expect(answer).toMatchObject({ type: 'provider_host_not_allowed' });
  });
});
