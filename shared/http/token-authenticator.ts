import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwtExpiredError } from 'aws-jwt-verify/error';
import type { Fetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { UnauthorizedError, UnavailableError } from './errors.ts';
import type { PersonPrincipal } from './principal.ts';

export interface TokenAuthenticatorPorts {
  userPoolId: string;
  userPoolClientId: string;
  /** The emulator, in the local stage. */
  endpoint: string | undefined;
}

export type TokenAuthenticator = (token: string) => Promise<PersonPrincipal>;

/**
 * Authenticates Cognito access tokens: signature, issuer, client, use and expiry. In the local stage only the place of the
 * public keys differs; the emulator signs with the issuer of the real service.
 */
export function createTokenAuthenticator(ports: TokenAuthenticatorPorts): TokenAuthenticator {
  const { userPoolId, userPoolClientId, endpoint } = ports;
  const jwksCache = new SimpleJwksCache(
    endpoint === undefined ? undefined : { fetcher: emulatorKeys(endpoint, userPoolId) },
  );
  const verifier = CognitoJwtVerifier.create(
    { userPoolId, clientId: userPoolClientId, tokenUse: 'access' },
    { jwksCache },
  );
  return async (token) => {
    if (!hasFormOfToken(token)) {
      throw new UnauthorizedError(
        'This is neither a key of Signalbox, which begins with `sbx_`, nor a sign-in token. Create a key in the console under API keys.',
        'invalid_token',
      );
    }
    try {
      const { sub } = await verifier.verify(token);
      return { kind: 'person', id: sub, email: null };
    } catch (error) {
      throw toUnauthorized(error);
    }
  };
}

/** Three parts with points between: whatever else it is, Cognito did not make it. */
function hasFormOfToken(token: string): boolean {
  return token.split('.').length === 3;
}

function toUnauthorized(error: unknown): UnauthorizedError | UnavailableError {
  if (error instanceof FetchError) return new UnavailableError('The sign-in service does not answer.', error);
  if (error instanceof JwtExpiredError)
    return new UnauthorizedError('The sign-in has expired. Sign in again.', 'token_expired');
  return new UnauthorizedError(
    'The sign-in token is not valid here: it is not from this stage, or was changed. Sign in again.',
    'invalid_token',
  );
}

function emulatorKeys(endpoint: string, userPoolId: string): Fetcher {
  const url = new URL(`/${userPoolId}/.well-known/jwks.json`, endpoint);
  return {
    async fetch(uri) {
      try {
        const response = await fetch(url);
        if (!response.ok) throw new Error(`It answered ${response.status}.`);
        return await response.arrayBuffer();
      } catch (cause) {
        throw new FetchError(uri, cause);
      }
    },
  };
}
