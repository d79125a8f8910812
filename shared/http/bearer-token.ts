import { UnauthorizedError } from './errors.ts';

/** Longer than any token of Cognito; nothing longer is looked at. */
const maxLength = 8_192;

/** The token of `Authorization: Bearer …`. Throws if there is none. */
export function bearerToken(authorization: string | undefined): string {
  const [, token] = /^bearer +([^\s]+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (token === undefined && /^[^\s]+$/.test(authorization?.trim() ?? '')) {
    throw new UnauthorizedError('Write `Bearer` before the key: `Authorization: Bearer …`.');
  }
  if (token === undefined || token.length > maxLength) throw new UnauthorizedError();
  return token;
}
