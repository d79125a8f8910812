import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../lib/api.ts';

const maxRetries = 2;

/** Repeats only what may go better next time: no network, or an answer that says it can be retried. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  if (failures >= maxRetries) return false;
  if (error instanceof ApiError) return error.problem?.retryable ?? error.status >= 500;
  return error instanceof TypeError;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: isWorthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
