import type { Context } from 'aws-lambda';
import { type LambdaEvent, streamHandle } from 'hono/aws-lambda';
import { createRequestObserver } from '../../shared/observability/create-request-observer.ts';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

type StreamHandler = (event: LambdaEvent, stream: awslambda.HttpResponseStream, context: Context) => Promise<void>;

const ports = createPorts(process.env);
// Its declared type is that of a buffered handler.
const respond = streamHandle(
  createApp({ ...ports, observer: createRequestObserver('gateway') }),
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
