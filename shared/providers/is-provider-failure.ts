import { type ProviderErrorType, providerErrorTypes } from './provider-error.ts';

/**
 * The provider answered, if only that it would not: its health is not in question, and a circuit that opened would hide from callers
 * what it says. Nothing was sent to a circuit that is open.
 */
const harmless: ReadonlySet<ProviderErrorType> = new Set([
  'provider_rate_limited',
  'provider_cannot',
  'provider_rejected_request',
  'provider_refused',
  'provider_circuit_open',
]);
const failures: ReadonlySet<string> = new Set(providerErrorTypes.filter((type) => !harmless.has(type)));

/** Whether the error type of a call says that its provider did not do its work. */
export function isProviderFailure(errorType: string | null): boolean {
  return errorType !== null && failures.has(errorType);
}
