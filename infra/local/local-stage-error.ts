/** A fault that a person can fix; its message is one sentence that says what to do. */
export class LocalStageError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LocalStageError';
  }
}
