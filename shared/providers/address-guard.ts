import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { ProviderError } from './provider-error.ts';
import { isPublicAddress } from './special-addresses.ts';

/**
 * Refuses what can be refused from the URL alone: other protocols, literal addresses of private networks, and plain
 * HTTP, which would carry the key in the clear. Names are checked when they are resolved, by `createGuardedLookup`.
 */
export function assertAllowedUrl(url: URL, allowsPrivateHosts: boolean): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw notAllowed('must start with https://');
  if (url.username !== '' || url.password !== '') throw notAllowed('must not hold a user name or password');
  if (allowsPrivateHosts) return;
  if (url.protocol !== 'https:') throw notAllowed('must start with https://');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notAllowed('leads into a private network');
}

/**
 * A `lookup` for sockets that hands out only public addresses. The socket connects to exactly what was checked, so a
 * name cannot resolve to something else a moment later.
 */
export function createGuardedLookup(resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupOptions & { all: true } = { ...options, all: true };
    resolve(hostname, all, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const first = addresses[0];
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(notAllowed('leads into a private network'), '', 0);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function notAllowed(what: string): ProviderError {
  return new ProviderError('provider_host_not_allowed', `The provider’s base URL ${what}.`);
}
