import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../lib/api.ts';
import { isOffline } from '../lib/use-is-offline.ts';

const maxRetries = 2;

/** Repeats only what may go better next time: a lost request, or an answer that says it can be retried. Nothing does offline. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  if (failures >= maxRetries || isOffline()) return false;
  if (error instanceof ApiError) return error.problem?.retryable ?? error.status >= 500;
  return error instanceof TypeError;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      ...{ staleTime: 10_000, retry: isWorthRetrying, refetchOnWindowFocus: true },
      // Offline a query fails and says so, instead of waiting as if it loaded; a stage on this machine still answers.
      ...{ networkMode: 'always', refetchOnReconnect: true },
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
