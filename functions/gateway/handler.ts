import type { Context } from 'aws-lambda';
import type { Hono } from 'hono';
import { type LambdaEvent, streamHandle } from 'hono/aws-lambda';
import { createRequestObserver } from '../../shared/observability/create-request-observer.ts';
import { type Measurement, printMeasurement } from '../../shared/observability/print-measurement.ts';
import { createLazyApp } from './lazy-app.ts';
import { createPorts } from './ports.ts';

type StreamHandler = (event: LambdaEvent, stream: awslambda.HttpResponseStream, context: Context) => Promise<void>;

const ports = createPorts(process.env);
const measure = (measurement: Measurement) =>
  printMeasurement(measurement, { clock: ports.clock, write: (line) => process.stdout.write(line) });
// Of the app it only calls `fetch`. Its declared type is that of a buffered handler.
const respond = streamHandle(
  createLazyApp({ ...ports, observer: createRequestObserver('gateway'), measure }) as Hono,
) as unknown as StreamHandler;

/** The trace leaves when the stream has ended and before the invocation does: Lambda may freeze the process after it. */
export const handler = awslambda.streamifyResponse(
  async (event: LambdaEvent, stream: awslambda.HttpResponseStream, context: Context) => {
    try {
      await respond(event, stream, context);
    } finally {
      await ports.flush();
    }
  },
);
