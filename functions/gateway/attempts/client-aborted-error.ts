import { AppError } from '../../../shared/http/app-error.ts';

/** The caller went away; nobody reads this but the trace. 499 is what proxies log for it. */
export class ClientAbortedError extends AppError {
  constructor() {
    super('The caller closed the connection before the answer was complete.', { code: 'client_aborted', status: 499 });
  }
}
