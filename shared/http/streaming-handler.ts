import { pipeline } from 'node:stream/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { requestOfEvent } from './request-of-event.ts';

interface App {
  fetch(request: Request): Response | Promise<Response>;
}

/**
 * The Lambda entry of an HTTP function whose answers are streamed. What is still held back is written when the answer has
 * ended and before Lambda freezes the process. Call it in a handler file only: it touches a global of the runtime.
 */
export function createStreamingHandler(app: App, flush: () => Promise<void> = async () => undefined) {
  return awslambda.streamifyResponse(async (event: APIGatewayProxyEvent, stream: awslambda.HttpResponseStream) => {
    try {
      await streamResponse(await app.fetch(requestOfEvent(event)), stream);
    } catch (error) {
      // An app answers its own errors; this is an event that is no request, or a caller who is gone.
      console.error('Error processing request:', error);
      stream.write('Internal Server Error');
    } finally {
      stream.end();
      await flush();
    }
  });
}

async function streamResponse(response: Response, stream: awslambda.HttpResponseStream): Promise<void> {
  const { 'set-cookie': _, ...headers } = Object.fromEntries(response.headers);
  const head = { statusCode: response.status, headers, cookies: response.headers.getSetCookie() };
  const target = awslambda.HttpResponseStream.from(stream, head);
  if (response.body) await pipeline(piecesOf(response.body), target);
  else {
    target.write('');
    target.end();
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    // Whoever left early wants no more of it.
    await reader.cancel();
  }
}
