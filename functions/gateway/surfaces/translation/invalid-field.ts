import { ValidationError } from '../../../../shared/http/errors.ts';

/** The error for a field of the caller's body that cannot be translated; `field` is its path there. */
export function invalidField(field: string, message: string): ValidationError {
  return new ValidationError([{ field: `body.${field}`, message }]);
}
