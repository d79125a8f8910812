import { describe, expect, it } from 'vitest';
import { CognitoError } from '../../lib/cognito.ts';
import { explainSignInError } from './explain-sign-in-error.ts';
import { parseSignInSearch, safeRedirect } from './sign-in-search.ts';

describe('where a sign-in leads', () => {
  it.each(['/', '/traces?status=error', '/docs/api'])('goes to %s', (target) => {
    expect(safeRedirect(target)).toBe(target);
  });

  it.each(['https://evil.test', '//evil.test', '/\\evil.test', 'traces', ''])('never goes to %s', (target) => {
    expect(safeRedirect(target)).toBeUndefined();
  });

  it('takes an e-mail address from the URL and never a password', () => {
    const search = { email: 'ada@example.com', password: 'x', redirect: '//evil.test' };
    expect(parseSignInSearch(search)).toEqual({ email: 'ada@example.com' });
  });
});

describe('a refused sign-in', () => {
  const explain = (code: string, message: string) =>
    (explainSignInError(new CognitoError(code, message)) as Error).message;

  it.each([
    ['NotAuthorizedException', 'Incorrect username or password.', 'The e-mail address or the password is wrong.'],
    ['UserNotFoundException', 'User does not exist.', 'The e-mail address or the password is wrong.'],
    ['NotAuthorizedException', 'Temporary password has expired', 'The temporary password has expired'],
    ['NotAuthorizedException', 'Invalid session for the user.', 'That took too long'],
    ['NotAuthorizedException', 'User is disabled.', 'disabled'],
    ['NotAuthorizedException', 'Password attempts exceeded', 'Too many attempts'],
    [
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
      'Password not long enough.',
    ],
    ['TooManyRequestsException', 'x', 'Wait a minute'],
    ['ExpiredCodeException', 'x', 'sign in again'],
  ])('%s (%s) reads "%s"', (code, message, said) => {
    expect(explain(code, message)).toContain(said);
  });

  it('shows what it does not know as it came', () => {
    expect(explain('NewException', 'Something new.')).toBe('Something new.');
    const other = new TypeError('x');
    expect(explainSignInError(other)).toBe(other);
    expect(explainSignInError(null)).toBeNull();
  });
});
