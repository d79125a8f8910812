import type { Span } from '../../../shared/contract/span.ts';
import type { AppError } from '../../../shared/http/app-error.ts';
import { endAttempt } from '../attempts/attempt.ts';
import { newSpanId, type Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
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
  try {
    const spans = buildSpans(run, error, { stage: ports.stage, newSpanId: () => newSpanId(ports) });
    ports.sink.record({ projectId, source: 'gateway', receivedAt: ports.clock(), spans });
    const fields = { requestId, traceId, model: requestedModel, errorType: spans[0].errorType };
    if (error) ports.logger.warn('gateway.call.failed', { ...fields, status: error.status });
    else ports.logger.debug('gateway.call.recorded', fields);
    settle(ports, run, spans);
  } catch (cause) {
    ports.logger.error('gateway.call.unrecorded', { requestId, traceId, error: cause });
  }
}

/** What was reserved before the call is settled by what it used, of all its attempts. */
function settle(ports: GatewayPorts, { reservation, requestId }: Run, spans: readonly Span[]): void {
  if (reservation === null) return;
  const tokens = spans.reduce((sum, { usage }) => sum + (usage?.total ?? 0), 0);
  const costs = spans.flatMap(({ usage, cost }) => (usage || cost ? [cost?.totalNanoUsd ?? null] : []));
  const costNanoUsd = costs.some((cost) => cost === null)
    ? null
    : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  ports.inBackground(
    reservation.settle({ tokens, costNanoUsd }).catch((error: unknown) => {
      ports.logger.error('gateway.call.unsettled', { requestId, error });
    }),
  );
}
