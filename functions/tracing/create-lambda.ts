import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';

/** A queue, stream or schedule entry: middy with X-Ray, which is off wherever there is none. */
export function createLambda<E, R>(handle: (event: E) => Promise<R>) {
  return middy<E, R>(handle).use(
    captureLambdaHandler(new Tracer({ serviceName: 'tracing' }), { captureResponse: false }),
  );
}
