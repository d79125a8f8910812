import { pipeline } from 'node:stream/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type Answer, isResponse } from './answer.ts';
import { EventRequest } from './event-request.ts';
import type { LightRequest } from './http-request.ts';

interface App {
  fetch(request: LightRequest): Answer | Response | Promise<Answer | Response>;
}

/**
 * The Lambda entry of an HTTP function whose answers are streamed. What is still held back is written when the answer has
 * ended and before Lambda freezes the process. Call it in a handler file only: it touches a global of the runtime.
 */
export function createStreamingHandler(app: App, flush: () => Promise<void> = async () => undefined) {
  return awslambda.streamifyResponse(async (event: APIGatewayProxyEvent, stream: awslambda.HttpResponseStream) => {
    try {
      await writeAnswer(await app.fetch(new EventRequest(event)), stream);
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

async function writeAnswer(answer: Answer | Response, stream: awslambda.HttpResponseStream): Promise<void> {
  const target = awslambda.HttpResponseStream.from(stream, headOf(answer));
  if (answer.body instanceof ReadableStream) await pipeline(piecesOf(answer.body), target);
  else {
    // The runtime writes the head before the first `write`. To `end` with the body is none: it would go out without its status.
    target.write(answer.body ?? '');
    target.end();
  }
}

function headOf(answer: Answer | Response) {
  const { status: statusCode } = answer;
  if (!isResponse(answer)) return { statusCode, headers: answer.headers, cookies: [] };
  const { 'set-cookie': _, ...headers } = Object.fromEntries(answer.headers);
  return { statusCode, headers, cookies: answer.headers.getSetCookie() };
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
