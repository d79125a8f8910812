import { AppError } from '../../../shared/http/app-error.ts';
import { toAppError } from '../../../shared/http/error-answer.ts';
import type { ProviderResponse } from '../../../shared/providers/provider.ts';
import type { Run } from '../begin-run.ts';
import type { Attempt } from './attempt.ts';
import { rejectFailure } from './read-provider-failure.ts';
import { transportTimeouts } from './transport-timeouts.ts';

/** Asks the provider and returns an answer with a good status; throws otherwise. */
export async function callProvider(run: Run, attempt: Attempt): Promise<ProviderResponse> {
  const { provider, target, request, rawBody, abort } = attempt;
  const response = await provider.call({
    operation: run.operation,
    model: target.providerModelId,
    request,
    rawBody,
    isStreamed: attempt.isStreamed,
    maxOutputTokens: target.model.maxOutputTokens,
    signal: abort.signal,
    timeouts: transportTimeouts(run, attempt),
  });
  for (const warning of response.warnings ?? []) {
    run.decision.warnings.push({ ...warning, field: run.toCallerField(warning.field) });
  }
  await rejectFailure(provider, response);
  return response;
}

/** Whatever was thrown while a provider answered, as the error that is shown and recorded. */
export function toCallError({ signal }: AbortController, thrown: unknown): AppError {
  if (signal.aborted && signal.reason instanceof AppError) return signal.reason;
  return toAppError(thrown);
}
