import type { AppError } from '../../../shared/http/app-error.ts';
import type { Run } from '../begin-run.ts';
import type { GatewayPorts } from '../gateway-ports.ts';
import { buildSpan } from './build-span.ts';

/** Hands the trace of a finished call to the sink. Nothing that goes wrong here reaches the caller. */
export function recordRun(ports: GatewayPorts, run: Run, error: AppError | null): void {
  const { projectId, requestId, traceId, requestedModel } = run;
  run.unfollowClient();
  try {
    const span = buildSpan(run, ports.stage, error);
    ports.sink.record({ projectId, source: 'gateway', receivedAt: ports.clock(), spans: [span] });
    const fields = { requestId, traceId, model: requestedModel, errorType: span.errorType };
    if (error) ports.logger.warn('gateway.call.failed', { ...fields, status: error.status });
    else ports.logger.debug('gateway.call.recorded', fields);
  } catch (cause) {
    ports.logger.error('gateway.call.unrecorded', { requestId, traceId, error: cause });
  }
}
