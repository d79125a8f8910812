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
import { tryTarget } from './try-target.ts';
import { wait } from './wait.ts';

/** What asks one provider, up to where nothing that goes wrong can be hidden from the caller any more. */
export type Ask<T> = (attempt: Attempt) => Promise<T>;

interface Turn {
  run: Run;
  plan: Plan;
  /** Targets that this call has asked: asking one again is a retry, and counts against its budget. */
  asked: Set<PlannedTarget>;
  /** Requests made so far. */
  attempts: number;
}

/**
 * Asks the targets of a plan, one after the other, until one answers. Another target is asked at once; the same one again
 * only after a pause, and only as far as its retry budget goes. Throws the last error.
 */
export async function attemptInTurn<T>(ports: GatewayPorts, run: Run, plan: Plan, ask: Ask<T>): Promise<T> {
  const turn: Turn = { run, plan, asked: new Set(), attempts: 0 };
  let next: PlannedTarget | null = firstOpen(ports, turn);
  if (next === null) throw circuitOpen(ports, turn);
  if (run.answer === null) ports.retryBudget.deposit(healthKey(run.projectId, next.target.model.id));
  for (;;) {
    turn.asked.add(next);
    const tried: { result: T } | { error: AppError } = await tryTarget(ports, run, plan, next, ask);
    if ('result' in tried) return tried.result;
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
  if (hasOtherKey(ports, failed, error)) return failed;
  const fresh = plan.targets.find((each) => !asked.has(each) && isOpenTo(ports, turn, each));
  if (fresh !== undefined && mayFallOver(error)) return fresh;
  if (!isWorthRetrying(error)) return null;
  const again = firstOpen(ports, turn);
  return again !== null && (await mayRetry(ports, turn, again, error)) ? again : null;
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

async function mayRetry(
  { retryBudget, random }: GatewayPorts,
  { run, plan, asked, attempts }: Turn,
  { target }: PlannedTarget,
  error: AppError,
): Promise<boolean> {
  const delay = retryDelay({
    attempt: attempts - asked.size,
    random,
    retryAfterSeconds: error.retryAfterSeconds,
    limits: plan.policy.retries,
  });
  if (delay === null || !retryBudget.withdraw(healthKey(run.projectId, target.model.id))) return false;
  await wait(delay, run.abort.signal);
  return !run.abort.signal.aborted;
}

function circuitOpen({ health }: GatewayPorts, { run, plan }: Turn): ProviderError {
  const waits = plan.targets.map(({ target }) => health.retryAfterMs(healthKey(run.projectId, target.model.id)));
  const names = plan.targets.map(({ target }) => `"${target.model.id}"`).join(', ');
  return new ProviderError('provider_circuit_open', `${names} failed too often of late and gets a pause.`, {
    retryAfterSeconds: Math.max(1, Math.ceil(Math.min(...waits) / 1_000)),
  });
}
