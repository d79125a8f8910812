import type { AppError } from '../../../shared/http/app-error.ts';
import { isProviderFailure } from '../../../shared/providers/is-provider-failure.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import type { HealthOutcome } from '../../../shared/routing/target-health.ts';
import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { healthKey } from '../planning/health-key.ts';
import { openTarget } from '../planning/open-target.ts';
import type { Plan, PlannedTarget } from '../planning/plan.ts';
import { prepareRequest } from '../planning/prepare-request.ts';
import { type Attempt, beginAttempt, endAttempt } from './attempt.ts';
import type { Ask } from './attempt-in-turn.ts';
import { toCallError } from './call-provider.ts';
import { circuitOpenError } from './circuit-open-error.ts';
import { limitTime } from './limit-time.ts';

/** Asks one target. What comes of it is noted in the run and in the target's health. */
export async function tryTarget<T>(
  ports: GatewayPorts,
  run: Run,
  plan: Plan,
  planned: PlannedTarget,
  ask: Ask<T>,
): Promise<{ result: T } | { error: AppError }> {
  let attempt: Attempt;
  try {
    attempt = await openAttempt(ports, run, plan, planned);
  } catch (thrown) {
    // Nothing was sent: it does not fit, or no key could be read.
    return { error: toCallError(run.abort, thrown) };
  }
  try {
    return { result: await ask(attempt) };
  } catch (thrown) {
    const error = toCallError(attempt.abort, thrown);
    endAttempt(run, attempt, error);
    coolDown(ports, attempt, error);
    return { error };
  }
}

async function openAttempt(ports: GatewayPorts, run: Run, plan: Plan, planned: PlannedTarget): Promise<Attempt> {
  const { target, timeouts } = planned;
  const key = healthKey(run.projectId, target.model.id);
  const prepared = planned.prepared ?? (await prepareRequest(ports, run, plan, target));
  const provider = await openTarget(ports, target);
  // While it was prepared another call may have become the one probe, or failed.
  if (!ports.health.allows(key)) throw circuitOpenError(ports, run, [planned]);
  const attempt = beginAttempt(run, { target, provider, isStreamed: run.isStreamed, timeouts, ...prepared });
  // Not where attempts begin: a summary is one, too, and no answer.
  run.answer = attempt;
  const health = ports.health.begin(key);
  const stopClocks = limitTime(attempt);
  attempt.onEnd = (error) => {
    stopClocks();
    health.end(reportOf(attempt, error));
  };
  return attempt;
}

function reportOf({ observation, startedAfterMs, endedAfterMs }: Attempt, error: AppError | null) {
  return {
    outcome: outcomeOf(error),
    firstTokenMs: observation.timeToFirstTokenMs === null ? null : observation.timeToFirstTokenMs - startedAfterMs,
    durationMs: (endedAfterMs ?? startedAfterMs) - startedAfterMs,
  };
}

/** A request that the provider calls wrong is no failure of the provider. */
function outcomeOf(error: AppError | null): HealthOutcome {
  if (error === null) return 'answered';
  if (!(error instanceof ProviderError)) return 'abandoned';
  if (error.type === 'provider_rate_limited') return 'rate-limited';
  return isProviderFailure(error.type) ? 'failed' : 'answered';
}

function coolDown({ credentials }: GatewayPorts, { target, provider }: Attempt, error: AppError): void {
  if (target.record === null || provider.credentialId === undefined || !(error instanceof ProviderError)) return;
  credentials.report(target.record, provider.credentialId, error);
}
