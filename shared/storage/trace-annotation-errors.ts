import { AppError } from '../http/app-error.ts';
import { ConflictError, ForbiddenError } from '../http/errors.ts';

export class TraceDeletedError extends AppError {
  constructor() {
    super('The trace was deleted. Nothing can be added to it.', { code: 'trace_deleted', status: 410 });
  }
}

export class ScoreOfAnotherError extends ForbiddenError {
  constructor() {
    super('The score is somebody else’s: only they and administrators can change it.', 'score_of_another');
  }
}

export class TooManyAnnotationsError extends ConflictError {
  constructor(excess: string) {
    super(`It would have ${excess}, and takes no more.`, 'too_many_annotations');
  }
}
