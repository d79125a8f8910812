import { looksLikeApiKey } from '../identity/api-key-format.ts';
import { bearerToken } from './bearer-token.ts';
import type { KeyAuthenticator } from './key-authenticator.ts';
import type { Authenticator } from './principal.ts';
import type { TokenAuthenticator } from './token-authenticator.ts';

export interface AuthenticatorPorts {
  authenticateKey: KeyAuthenticator;
  authenticateToken: TokenAuthenticator;
}

/** Project API keys and Cognito access tokens, both as `Authorization: Bearer …`. */
export function createAuthenticator({ authenticateKey, authenticateToken }: AuthenticatorPorts): Authenticator {
  return {
    async authenticate(authorization) {
      const token = bearerToken(authorization);
      return looksLikeApiKey(token) ? await authenticateKey(token) : await authenticateToken(token);
    },
  };
}
