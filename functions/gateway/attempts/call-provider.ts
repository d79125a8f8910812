import { AppError } from '../../../shared/http/app-error.ts';
import { toAppError } from '../../../shared/http/error-response.ts';
import type { ProviderResponse } from '../../../shared/providers/provider.ts';
import type { Run } from '../begin-run.ts';
import { rejectFailure } from './read-provider-failure.ts';

/** Calls the provider and returns an answer with a good status; throws otherwise. */
export async function callProvider(run: Run): Promise<ProviderResponse> {
  const { provider, providerModelId } = run.target;
  const response = await provider.call({
    operation: run.operation,
    model: providerModelId,
    request: run.request,
    rawBody: run.rawBody,
    isStreamed: run.isStreamed,
    signal: run.abort.signal,
  });
  await rejectFailure(provider, response);
  return response;
}

/** Whatever was thrown while the provider answered, as the error that is shown and recorded. */
export function toRunError(run: Run, thrown: unknown): AppError {
  const { signal } = run.abort;
  if (signal.aborted && signal.reason instanceof AppError) return signal.reason;
  return toAppError(thrown);
}
