import { CognitoError } from '../../lib/cognito.ts';

/** What to do about each of Cognito's refusals; it does not say which of e-mail and password was wrong. */
const explanations: Record<string, string> = {
  UserNotFoundException: 'The e-mail address or the password is wrong.',
  UserNotConfirmedException: 'This account is not confirmed yet. Ask an administrator to invite you again.',
  PasswordResetRequiredException: 'This password must be reset. Ask an administrator to invite you again.',
  TooManyRequestsException: 'Too many attempts. Wait a minute, then try again.',
  LimitExceededException: 'Too many attempts. Wait a minute, then try again.',
  CodeMismatchException: 'That took too long. Go back and sign in again.',
  ExpiredCodeException: 'That took too long. Go back and sign in again.',
};

/** The same error in words that help; null stays null. */
export function explainSignInError(error: unknown): unknown {
  if (!(error instanceof CognitoError)) return error;
  if (error.code === 'NotAuthorizedException') return new Error(explainRefusal(error.message));
  if (error.code === 'InvalidPasswordException') return new Error(explainPolicy(error.message));
  const explanation = explanations[error.code];
  return explanation === undefined ? error : new Error(explanation);
}

function explainRefusal(message: string): string {
  if (/expired/i.test(message)) return 'The temporary password has expired. Ask an administrator to invite you again.';
  if (/session/i.test(message)) return 'That took too long. Go back and sign in again.';
  if (/disabled/i.test(message)) return 'This account is disabled. Ask an administrator.';
  if (/attempts/i.test(message)) return 'Too many attempts. Wait a few minutes, then try again.';
  return 'The e-mail address or the password is wrong.';
}

/** "Password did not conform with policy: Password not long enough" → its second half, which is the useful one. */
function explainPolicy(message: string): string {
  const reason = message.split(':').at(-1)?.trim() ?? '';
  return reason === '' ? 'This password is too simple. Use more, and more different, characters.' : `${reason}.`;
}
