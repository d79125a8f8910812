import type { AppError } from '../../shared/http/app-error.ts';
import { errorResponse } from '../../shared/http/error-response.ts';
import { toRunError } from './attempts/call-provider.ts';
import { ClientAbortedError } from './attempts/client-aborted-error.ts';
import type { Run } from './begin-run.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { recordRun } from './recording/record-run.ts';
import { traceHeader } from './recording/trace-header.ts';
import { clientBytes } from './stream/client-bytes.ts';
import { toReadableStream } from './stream/to-readable-stream.ts';

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Proxies such as nginx would otherwise collect the stream.
  'x-accel-buffering': 'no',
};

/**
 * Answers with a stream. The status is decided by the first event, so that a call which fails before it fails like any
 * other request; only where the provider thinks for longer than a heartbeat is the stream opened before.
 */
export async function relayStream(ports: GatewayPorts, run: Run): Promise<Response> {
  const source = clientBytes(run);
  const first = source.next();
  const finish = recordOnce(ports, run);
  try {
    await Promise.race([first, pause(ports.heartbeatMs, first)]);
  } catch (thrown) {
    const error = toRunError(run, thrown);
    finish(error);
    const response = errorResponse(error, 'openai', run.requestId);
    response.headers.set(traceHeader, run.traceId);
    return response;
  }
  const body = toReadableStream({
    source,
    first,
    heartbeatMs: ports.heartbeatMs,
    toError: (thrown) => toRunError(run, thrown),
    onEnd: finish,
    onLeave: () => {
      run.abort.abort(new ClientAbortedError());
      finish(new ClientAbortedError());
    },
  });
  return new Response(body, { headers: { ...streamHeaders, [traceHeader]: run.traceId } });
}

/** A stream can end twice: its reader leaves, and then its source fails for it. */
function recordOnce(ports: GatewayPorts, run: Run): (error: AppError | null) => void {
  let isRecorded = false;
  return (error) => {
    if (isRecorded) return;
    isRecorded = true;
    recordRun(ports, run, error);
  };
}

/** Ends early, and leaves no timer, when `other` settles. */
async function pause(ms: number, other: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => clearTimeout(timer);
    other.then(stop, stop);
  });
}
