import type { CallAttempt } from '../../../../../shared/contract/call-decision.ts';

/** What an attempt is to the one before it. */
export type AttemptRole = 'first' | 'retry' | 'next key' | 'fail-over';

export interface AttemptRow {
  attempt: CallAttempt;
  role: AttemptRole;
  /** Where the bar stands, in per cent of the time that all attempts took. */
  left: number;
  width: number;
}

/** The attempts of a call as bars on one time axis, in the order in which they began. */
export function layOutAttempts(attempts: readonly CallAttempt[]): AttemptRow[] {
  const inOrder = attempts.toSorted((a, b) => a.startedAfterMs - b.startedAfterMs);
  const end = attemptsEnd(attempts);
  return inOrder.map((attempt, index) => {
    const left = end === 0 ? 0 : (attempt.startedAfterMs / end) * 100;
    const width = end === 0 ? 100 : (attempt.durationMs / end) * 100;
    return { attempt, role: roleOf(attempt, inOrder[index - 1]), left, width };
  });
}

/** Milliseconds after the call began at which the last attempt ended. */
export function attemptsEnd(attempts: readonly CallAttempt[]): number {
  return Math.max(0, ...attempts.map(({ startedAfterMs, durationMs }) => startedAfterMs + durationMs));
}

function roleOf(attempt: CallAttempt, before: CallAttempt | undefined): AttemptRole {
  if (before === undefined) return 'first';
  if (before.model !== attempt.model || before.provider !== attempt.provider) return 'fail-over';
  return before.credentialId === attempt.credentialId ? 'retry' : 'next key';
}
