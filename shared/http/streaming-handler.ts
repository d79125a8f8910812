import type { Context } from 'aws-lambda';
import type { Hono } from 'hono';
import { type LambdaEvent, streamHandle } from 'hono/aws-lambda';

type StreamHandler = (event: LambdaEvent, stream: awslambda.HttpResponseStream, context: Context) => Promise<void>;

/**
 * The Lambda entry of an HTTP function whose answers are streamed. What is still held back is written when the answer has
 * ended and before Lambda freezes the process. Call it in a handler file only: it touches a global of the runtime.
 */
export function createStreamingHandler(app: Hono, flush: () => Promise<void> = async () => undefined) {
  // Its declared type is that of a buffered handler.
  const respond = streamHandle(app) as unknown as StreamHandler;
  return awslambda.streamifyResponse(
    async (event: LambdaEvent, stream: awslambda.HttpResponseStream, context: Context) => {
      try {
        await respond(event, stream, context);
      } finally {
        await flush();
      }
    },
  );
}
