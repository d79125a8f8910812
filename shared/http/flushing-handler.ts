import type { Hono } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';

type LambdaHandler = (event: LambdaEvent, context: LambdaContext) => ReturnType<ReturnType<typeof handle>>;

/**
 * The Lambda entry of a buffered HTTP function. What is still held back is written before Lambda freezes the process.
 */
export function createFlushingHandler(app: Hono, flush: () => Promise<void> = async () => undefined): LambdaHandler {
  const respond = handle(app);
  return async (event, context) => {
    try {
      return await respond(event, context);
    } finally {
      await flush();
    }
  };
}
