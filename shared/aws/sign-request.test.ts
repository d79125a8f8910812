import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signRequest } from './sign-request.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const now = Date.UTC(2015, 7, 30, 12, 36, 0);
const scope = { credentials, region: 'us-east-1', service: 'service', now };

describe('AWS’s own test suite for Signature Version 4', () => {
  test.each([
    ['get-vanilla', 'GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', 'POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('%s', (_, method, path, signature) => {
    const url = new URL(path, 'https://example.amazonaws.com');

    expect(signRequest({ method, url, headers: {}, body: new Uint8Array() }, scope)).toEqual({
      'x-amz-date': '20150830T123600Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    });
  });
});

/** The signer of AWS's SDK wants a hash with a constructor. */
class Sha256 {
  readonly #hash;
  constructor(secret?: Parameters<typeof createHmac>[1]) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

const word = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });

test('any request is signed as AWS’s SDK signs it', async () => {
  const sdk = new SignatureV4({
    credentials,
    region: 'eu-west-1',
    service: 'bedrock',
    sha256: Sha256 as unknown as ConstructorParameters<typeof SignatureV4>[0]['sha256'],
    applyChecksum: false,
  });
  const requests = fc.record({
    path: fc.array(
      word.filter((part) => !/^\.+$/.test(part)),
      { maxLength: 3 },
    ),
    query: fc.dictionary(word, word, { maxKeys: 3 }),
    body: fc.string(),
    token: fc.option(fc.string({ minLength: 1, unit: fc.constantFrom('a', '1', '=') }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(requests, async ({ path, query, body, token }) => {
      const url = new URL(`https://example.com/${path.map(encodeURIComponent).join('/')}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
      const headers = { 'content-type': 'application/json', 'x-b': '  two   words ' };
      const session = token === undefined ? {} : { sessionToken: token };

      const ours = signRequest(
        { method: 'POST', url, headers, body: Buffer.from(body) },
        { credentials: { ...credentials, ...session }, region: 'eu-west-1', service: 'bedrock', now },
      );

      const theirs = await sdk.sign(
        {
          method: 'POST',
          protocol: 'https:',
          hostname: url.hostname,
          path: url.pathname,
          query: Object.fromEntries(url.searchParams),
          headers: { ...headers, host: url.host, ...(token === undefined ? {} : { 'x-amz-security-token': token }) },
          body,
        },
        { signingDate: new Date(now) },
      );
      expect(ours['authorization']).toBe(theirs.headers['authorization']);
    }),
  );
});
