interface CountedCalls {
  callCount: number | null;
  callErrorCount: number | null;
  callUnsentCount: number | null;
  callerErrorCount: number | null;
}

/** How often a model was asked, and how often that failed: by the provider’s doing, and by the callers’, which says nothing of it. */
export interface AttemptCounts {
  asked: number;
  failed: number;
  byCaller: number;
}

/** The one definition of errors of models and providers. What an open circuit kept back was not asked. */
export function attemptCounts(calls: CountedCalls): AttemptCounts {
  const [count, errors, unsent, byCaller] = [
    calls.callCount ?? 0,
    calls.callErrorCount ?? 0,
    calls.callUnsentCount ?? 0,
    calls.callerErrorCount ?? 0,
  ];
  return { asked: Math.max(0, count - unsent), failed: Math.max(0, errors - unsent - byCaller), byCaller };
}
