import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import * as z from 'zod';
import { LocalStageError } from '../local-stage-error.ts';

/** Resolves a host name to all its addresses. */
export type Resolve = (hostname: string) => Promise<string[]>;

export interface EndpointPorts {
  resolve: Resolve;
  fetch: typeof fetch;
}

export const endpointPorts: EndpointPorts = {
  resolve: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  fetch: (input, init) => fetch(input, init),
};

const amazonHost = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws|aws\.dev)\.?$/i;
/** This machine, or a private network such as the one of Docker. */
const privateRanges = new Set(['loopback', 'private', 'uniqueLocal']);
const healthPaths = ['/_localstack/health', '/_ministack/health'];
const healthSchema = z.looseObject({ services: z.record(z.string(), z.unknown()) });

/**
 * Lets nothing pass but an AWS emulator on this machine or in a private network: it must resolve there, and say of
 * itself that it is one. Returns the endpoint without a trailing slash, by address where it was `localhost` (SDKs put the
 * bucket in front of a host name, and `bucket.localhost` does not resolve everywhere).
 */
export async function checkEndpoint(endpoint: string, ports: EndpointPorts = endpointPorts): Promise<string> {
  const url = new URL(endpoint);
  if (amazonHost.test(url.hostname)) {
    throw new LocalStageError(
      `AWS_ENDPOINT_URL is ${url.origin}, which belongs to AWS: the local stage never touches an account, so unset it or point it to an emulator.`,
    );
  }
  await requirePrivateAddress(url, ports.resolve);
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  await requireEmulator(url.origin, ports.fetch);
  return url.origin;
}

async function requirePrivateAddress(url: URL, resolve: Resolve): Promise<void> {
  const addresses = await resolve(url.hostname.replace(/^\[|\]$/g, '')).catch(() => []);
  if (addresses.length === 0) {
    throw new LocalStageError(
      `AWS_ENDPOINT_URL names ${url.hostname}, which does not resolve: correct it, or unset it to have an emulator started.`,
    );
  }
  if (addresses.every((address) => privateRanges.has(ipaddr.process(address).range()))) return;
  throw new LocalStageError(
    `AWS_ENDPOINT_URL is ${url.origin}, which is neither on this machine nor in a private network: unset it or point it to an emulator.`,
  );
}

async function requireEmulator(origin: string, send: typeof fetch): Promise<void> {
  const answers = await Promise.all(healthPaths.map((path) => probe(`${origin}${path}`, send)));
  if (answers.includes('emulator')) return;
  const fault = answers.every((answer) => answer === 'silent') ? 'does not answer' : 'is not an AWS emulator';
  throw new LocalStageError(
    `${origin} ${fault}: start MiniStack or LocalStack there, or unset AWS_ENDPOINT_URL to have one started.`,
  );
}

/** What is at a URL. A redirect is not followed: it could lead anywhere. */
async function probe(url: string, send: typeof fetch): Promise<'emulator' | 'other' | 'silent'> {
  try {
    const response = await send(url, { redirect: 'manual', signal: AbortSignal.timeout(3000) });
    const body: unknown = response.ok ? await response.json().catch(() => null) : null;
    return healthSchema.safeParse(body).success ? 'emulator' : 'other';
  } catch {
    return 'silent';
  }
}
