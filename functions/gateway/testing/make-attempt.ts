import { createSandboxProvider } from '../../../shared/providers/sandbox/sandbox-provider.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { createObservation } from '../recording/observation.ts';

/** What observing needs of an attempt whose answer has yet to come. */
export function makeAttempt(more: Partial<Attempt> = {}): Pick<Attempt, 'observation' | 'provider'> {
  return {
    provider: createSandboxProvider({ clock: () => 0, ids: () => 'id' }),
    observation: createObservation(),
    ...more,
  };
}
