import type { Span } from '../../../shared/contract/span.ts';
import type { ActualUse } from '../../../shared/governance/governor.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import { endAttempt } from '../attempts/attempt.ts';
import { newSpanId, type Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { endedEvent } from '../live/call-events.ts';
import { buildSpans } from './build-spans.ts';

/**
 * Hands the trace of a finished call to the sink, and what it came to to whoever settles it. Nothing that goes wrong here
 * reaches the caller.
 */
export function recordRun(ports: GatewayPorts, run: Run, error: AppError | null): void {
  const { projectId, requestId, traceId, requestedModel } = run;
  run.unfollowClient();
  const last = run.attempts.at(-1);
  if (last !== undefined) endAttempt(run, last, error);
  let spans: readonly Span[] | null = null;
  try {
    const built = buildSpans(run, error, { stage: ports.stage, newSpanId: () => newSpanId(ports) });
    spans = built;
    ports.sink.record({ projectId, source: 'gateway', receivedAt: ports.clock(), spans: built });
    ports.live.tell(projectId, () => endedEvent(run, ports.stage, built));
    const fields = { requestId, traceId, model: requestedModel, errorType: built[0].errorType };
    if (error) ports.logger.warn('gateway.call.failed', { ...fields, status: error.status });
    else ports.logger.debug('gateway.call.recorded', fields);
  } catch (cause) {
    ports.logger.error('gateway.call.unrecorded', { requestId, traceId, error: cause });
  }
  // Whatever went wrong above, what is held must not stay held.
  settle(ports, run, spans);
}

/** What was reserved before the call is settled by what it used, of all its attempts; given back if nobody was asked. */
function settle(ports: GatewayPorts, run: Run, spans: readonly Span[] | null): void {
  const { reservation, requestId } = run;
  if (reservation === null) return;
  const isUnasked = run.attempts.length === 0 && run.answer === null;
  const ending = isUnasked ? reservation.release() : reservation.settle(actualUse(spans));
  ports.inBackground(
    ending.catch((error: unknown) => {
      ports.logger.error('gateway.call.unsettled', { requestId, error });
    }),
  );
}

/** Of spans that could not be built nothing is known: then it has no price. */
function actualUse(spans: readonly Span[] | null): ActualUse {
  if (spans === null) return { tokens: 0, costNanoUsd: null };
  const use = { tokens: 0, simulatedCostNanoUsd: 0 };
  let costNanoUsd: number | null = 0;
  for (const { usage, cost, isSimulated } of spans) {
    if (!usage && !cost) continue;
    const nanoUsd = cost?.totalNanoUsd ?? null;
    use.tokens += usage?.total ?? 0;
    costNanoUsd = costNanoUsd === null || nanoUsd === null ? null : costNanoUsd + nanoUsd;
    if (isSimulated) use.simulatedCostNanoUsd += nanoUsd ?? 0;
  }
  return { ...use, costNanoUsd };
}
