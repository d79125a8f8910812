import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda';
import { handle } from 'hono/aws-lambda';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

const ports = createPorts(process.env);
const respond = handle(createApp(ports));

export async function handler(event: LambdaEvent, context: LambdaContext) {
  try {
    return await respond(event, context);
  } finally {
    await ports.flush();
  }
}
