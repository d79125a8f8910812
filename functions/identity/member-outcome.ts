import { ConflictError, NotFoundError } from '../../shared/http/errors.ts';
import type { MemberChangeOutcome } from '../../shared/storage/member-changes.ts';

/** The changed member, or the error that says why nothing changed. */
export function memberOrThrow<T>(outcome: MemberChangeOutcome<T>): T {
  if (outcome === 'not_found') throw new NotFoundError('The member');
  if (outcome === 'last_admin') {
    throw new ConflictError(
      'This is the last administrator who has signed in. Make somebody else administrator first.',
      'last_admin',
    );
  }
  return outcome;
}
