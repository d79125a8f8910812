import { AppError } from '../../../shared/http/app-error.ts';

/** The process ends while it answers: not the caller's doing, and not the provider's. */
export class ServerStoppedError extends AppError {
  constructor() {
    super('The server was stopped before the answer was complete. Ask again once it runs.', {
      code: 'server_stopped',
      status: 503,
      isRetryable: true,
    });
  }
}
