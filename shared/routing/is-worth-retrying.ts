import { ProviderError, type ProviderErrorType } from '../providers/provider-error.ts';

/** What may go away by itself: the same request to the same target may succeed. */
const passingTypes: ReadonlySet<ProviderErrorType> = new Set([
  'provider_rate_limited',
  'provider_failed',
  'provider_unreachable',
  'provider_timeout',
  'provider_stream_cut',
  'provider_invalid_response',
]);

/** Another target may well do what this one refused: it has another key, window or ability. */
const ownTypes: ReadonlySet<ProviderErrorType> = new Set([
  'provider_cannot',
  'provider_circuit_open',
  'provider_authentication_failed',
  'provider_refused',
  'provider_host_not_allowed',
]);

/** Of requests that a provider calls wrong: no credit, no such model, too large. Others would be wrong elsewhere too. */
const ownStatuses: ReadonlySet<number> = new Set([402, 404, 413]);
const ownCodes: ReadonlySet<string> = new Set(['context_length_exceeded', 'model_not_found']);

/** Whether the same target may answer when it is asked again. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof ProviderError && passingTypes.has(error.type);
}

/** Whether another target may answer where this one did not. */
export function isWorthFallingOver(error: unknown): boolean {
  if (!(error instanceof ProviderError)) return false;
  if (isWorthRetrying(error) || ownTypes.has(error.type)) return true;
  return ownCodes.has(error.code) || (error.providerStatus !== null && ownStatuses.has(error.providerStatus));
}
