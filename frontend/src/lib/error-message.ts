import { ApiError } from '../../../shared/contract/client.ts';
import { isOffline } from './use-is-offline.ts';

export interface ErrorFacts {
  message: string;
  /** What to do, where there is something. */
  advice: string | null;
  requestId: string | null;
}

/** What failed, in words for a person. */
export function describeError(error: unknown): ErrorFacts {
  if (error instanceof ApiError) {
    return { message: error.message, advice: adviceFor(error.status), requestId: error.problem?.requestId ?? null };
  }
  if (error instanceof TypeError && isOffline()) {
    return {
      message: 'You are offline.',
      advice: 'It is loaded when the network is back.',
      requestId: null,
    };
  }
  // `fetch` throws a TypeError for every failure below HTTP and says nothing about it.
  if (error instanceof TypeError) {
    return {
      message: 'The server could not be reached.',
      advice: 'Check your connection, or whether the stage is running, and try again.',
      requestId: null,
    };
  }
  return { message: error instanceof Error ? error.message : String(error), advice: null, requestId: null };
}

function adviceFor(status: number): string | null {
  if (status === 401) return 'Sign in again.';
  if (status === 403) return 'Ask an administrator of this project for the role you need.';
  if (status === 429) return 'Wait a moment, then try again.';
  if (status >= 500) return 'Try again. If it goes on, search the log for the request id.';
  return null;
}

/** Messages by field of the request body: `{ name: 'give a name' }`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const entries = (error.problem?.errors ?? []).map(({ field, message }) => [field.replace(/^body\./, ''), message]);
  return Object.fromEntries(entries) as Record<string, string>;
}
