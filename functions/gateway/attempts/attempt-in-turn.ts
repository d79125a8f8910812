import type { AppError } from '../../../shared/http/app-error.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import { isWorthFallingOver, isWorthRetrying } from '../../../shared/routing/is-worth-retrying.ts';
import { retryDelay } from '../../../shared/routing/retry-delay.ts';
import type { Run } from '../begin-run.ts';
import { ContextExceededError } from '../context/context-exceeded-error.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { healthKey } from '../planning/health-key.ts';
import type { Plan, PlannedTarget } from '../planning/plan.ts';
import type { Attempt } from './attempt.ts';
import { mayAskAgain, mayAskAnother } from './call-timeouts.ts';
import { circuitOpenError } from './circuit-open-error.ts';
import { tryTarget } from './try-target.ts';
import { wait } from './wait.ts';

/** What asks one provider, up to where nothing that goes wrong can be hidden from the caller any more. */
export type Ask<T> = (attempt: Attempt) => Promise<T>;

interface Failure {
  error: AppError;
  /** Milliseconds after the call began. */
  at: number;
}

interface Turn {
  run: Run;
  plan: Plan;
  /** Targets that this call has asked, and why each failed: asking one again is a retry, and counts against its budget. */
  asked: Map<PlannedTarget, Failure>;
  /** Requests made so far. */
  attempts: number;
}

/**
 * Asks the targets of a plan, one after the other, until one answers. Another target is asked at once; the same one again
 * only after a pause, and only as far as its retry budget goes. Throws the last error.
 */
export async function attemptInTurn<T>(ports: GatewayPorts, run: Run, plan: Plan, ask: Ask<T>): Promise<T> {
  const turn: Turn = { run, plan, asked: new Map(), attempts: 0 };
  let next: PlannedTarget | null = firstOpen(ports, turn);
  if (next === null) throw circuitOpenError(ports, run, plan.targets);
  if (run.answer === null) ports.retryBudget.deposit(healthKey(run.projectId, next.target.model.id));
  for (;;) {
    const tried: { result: T } | { error: AppError } = await tryTarget(ports, run, plan, next, ask);
    if ('result' in tried) return tried.result;
    turn.asked.set(next, { error: tried.error, at: run.elapsed() });
    // Nobody was asked what does not fit.
    if (!(tried.error instanceof ContextExceededError)) turn.attempts += 1;
    next = await findNext(ports, turn, next, tried.error);
    if (next === null) throw tried.error;
  }
}

function isOpenTo({ health }: GatewayPorts, { run }: Turn, { target }: PlannedTarget): boolean {
  return health.allows(healthKey(run.projectId, target.model.id));
}

function firstOpen(ports: GatewayPorts, turn: Turn): PlannedTarget | null {
  return turn.plan.targets.find((each) => isOpenTo(ports, turn, each)) ?? null;
}

/** The target to ask after a failure, once it may be asked; null if the failure stands. */
async function findNext(
  ports: GatewayPorts,
  turn: Turn,
  failed: PlannedTarget,
  error: AppError,
): Promise<PlannedTarget | null> {
  const { run, plan, asked } = turn;
  if (run.abort.signal.aborted || turn.attempts >= plan.policy.retries.maxAttempts) return null;
  if (!mayAskAnother(run)) return null;
  if (hasOtherKey(ports, failed, error)) return failed;
  if (!mayFallOver(error)) return null;
  const fresh = plan.targets.find((each) => !asked.has(each) && isOpenTo(ports, turn, each));
  return fresh ?? (await askAgain(ports, turn));
}

/** Another target may have a larger window. */
function mayFallOver(error: AppError): boolean {
  return error instanceof ContextExceededError || isWorthFallingOver(error);
}

/** A key that is used up or wrong says nothing about the provider's other keys. */
function hasOtherKey({ credentials }: GatewayPorts, { target }: PlannedTarget, error: AppError): boolean {
  const isOfKey =
    error instanceof ProviderError &&
    (error.type === 'provider_rate_limited' || error.type === 'provider_authentication_failed');
  return isOfKey && target.record !== null && credentials.hasOther(target.record);
}

/** The first target whose failure may pass, after the pause that it asked for; null if none is worth it, or its wait. */
async function askAgain(ports: GatewayPorts, turn: Turn): Promise<PlannedTarget | null> {
  const { run, plan, asked } = turn;
  for (const planned of plan.targets) {
    const failure = asked.get(planned);
    if (failure === undefined || !isWorthRetrying(failure.error) || !isOpenTo(ports, turn, planned)) continue;
    const delay = delayOf(ports, turn, failure);
    if (delay === null || !mayAskAgain(run, delay)) continue;
    if (!ports.retryBudget.withdraw(healthKey(run.projectId, planned.target.model.id))) continue;
    await wait(delay, run.abort.signal);
    return run.abort.signal.aborted ? null : planned;
  }
  return null;
}

/** What others took since counts as waiting. */
function delayOf({ random }: GatewayPorts, { run, plan, asked, attempts }: Turn, { error, at }: Failure) {
  const passedSeconds = (run.elapsed() - at) / 1_000;
  return retryDelay({
    attempt: Math.max(0, attempts - asked.size),
    random,
    retryAfterSeconds: Math.max(0, (error.retryAfterSeconds ?? 0) - passedSeconds),
    limits: plan.policy.retries,
  });
}
