import type { MiddlewareObj } from '@middy/core';
import type { Subsegment, Tracer } from './powertools-tracer.ts';

let isColdStart = true;

/** Stands in for Powertools' middleware: each invocation is a subsegment that says whether it was a cold start. */
export function captureLambdaHandler(
  tracer: Tracer,
  { captureResponse }: { captureResponse: false },
): MiddlewareObj<unknown, unknown> {
  if (captureResponse) throw new TypeError('Responses are never captured: they hold what people wrote.');
  // An environment serves one invocation at a time.
  let subsegment: Subsegment | undefined;
  const close = () => {
    subsegment?.close();
    subsegment = undefined;
  };
  return {
    before() {
      subsegment = tracer.getSegment()?.addNewSubsegment(`## ${process.env['_HANDLER'] ?? 'handler'}`);
      subsegment?.addAnnotation('ColdStart', isColdStart);
      if (tracer.serviceName !== undefined) subsegment?.addAnnotation('Service', tracer.serviceName);
      isColdStart = false;
    },
    after: close,
    onError() {
      subsegment?.addErrorFlag();
      close();
    },
  };
}
