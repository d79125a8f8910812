const callersErrors: ReadonlySet<string> = new Set(['provider_rejected_request', 'provider_cannot', 'client_aborted']);

/** Whether a call failed by its caller’s doing: a request that the provider rejects as wrong, or one that the caller gave up. */
export function isCallersError(errorType: string | null): boolean {
  return errorType !== null && callersErrors.has(errorType);
}
