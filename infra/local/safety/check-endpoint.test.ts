import { describe, expect, it } from 'vitest';
import { LocalStageError } from '../local-stage-error.ts';
import { checkEndpoint, type EndpointPorts } from './check-endpoint.ts';

const emulator = () => Response.json({ services: { s3: 'available' }, edition: 'light' });

/** A network in which names resolve as told and every address answers the same. */
function network(addresses: Record<string, string[]>, answer: () => Response = emulator) {
  const asked: string[] = [];
  const ports: EndpointPorts = {
    resolve: async (hostname) => addresses[hostname] ?? [],
    fetch: async (input) => {
      asked.push(String(input));
      return answer();
    },
  };
  return { ports, asked };
}

describe('the guard of the local stage', () => {
  it.each([
    ['http://localhost:4566', { localhost: ['127.0.0.1', '::1'] }, 'http://127.0.0.1:4566'],
    ['http://127.0.0.1:4566/', { '127.0.0.1': ['127.0.0.1'] }, 'http://127.0.0.1:4566'],
    ['http://localstack:4566', { localstack: ['172.18.0.2'] }, 'http://localstack:4566'],
    ['http://[::1]:4566', { '::1': ['::1'] }, 'http://[::1]:4566'],
  ])('lets %s pass when an emulator answers', async (endpoint, addresses, expected) => {
    await expect(checkEndpoint(endpoint, network(addresses).ports)).resolves.toBe(expected);
  });

  it.each([
    'https://dynamodb.us-east-1.amazonaws.com',
    'https://sts.amazonaws.com',
    'https://lambda.eu-central-1.api.aws',
    'https://s3.cn-north-1.amazonaws.com.cn',
    'https://DYNAMODB.us-east-1.AMAZONAWS.COM.',
  ])('refuses %s without asking it anything, even if it resolved here', async (endpoint) => {
    const { ports, asked } = network({ [new URL(endpoint).hostname]: ['127.0.0.1'] });
    await expect(checkEndpoint(endpoint, ports)).rejects.toThrow(/belongs to AWS/);
    expect(asked).toEqual([]);
  });

  it.each([
    ['a public address', ['52.94.5.1']],
    ['one public address among private ones', ['127.0.0.1', '52.94.5.1']],
    ['instance metadata', ['169.254.169.254']],
    ['every address', ['0.0.0.0']],
    ['a public IPv6 address', ['2600:1f18::1']],
    ['a public IPv4 address written as IPv6', ['::ffff:52.94.5.1']],
  ])('refuses a host that resolves to %s without asking it', async (_, addresses) => {
    const { ports, asked } = network({ 'emulator.example': addresses });
    await expect(checkEndpoint('http://emulator.example:4566', ports)).rejects.toThrow(/neither on this machine nor/);
    expect(asked).toEqual([]);
  });

  it('refuses a name that does not resolve', async () => {
    await expect(checkEndpoint('http://nowhere:1', network({}).ports)).rejects.toThrow(/does not resolve/);
  });

  it.each([
    ['a page', () => new Response('<h1>Hello</h1>', { headers: { 'content-type': 'text/html' } })],
    ['other JSON', () => Response.json({ status: 'ok' })],
    ['an error', () => Response.json({ services: {} }, { status: 403 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://sts.amazonaws.com' } })],
  ])('refuses a server that answers with %s', async (_, answer) => {
    const { ports } = network({ localhost: ['127.0.0.1'] }, answer);
    await expect(checkEndpoint('http://localhost:8080', ports)).rejects.toThrow(/is not an AWS emulator/);
  });

  it('says what to do when nothing answers', async () => {
    const { ports } = network({ localhost: ['127.0.0.1'] }, () => {
      throw new TypeError('fetch failed');
    });
    const refused = checkEndpoint('http://localhost:4566', ports);
    await expect(refused).rejects.toThrow(LocalStageError);
    await expect(refused).rejects.toThrow(/does not answer: start MiniStack or LocalStack there, or unset/);
  });
});
