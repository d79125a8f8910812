import { Answer, isResponse } from '../http/answer.ts';

/**
 * The answer, with `done` called once when its last byte was taken or nobody wants the rest. Only a stream is waited
 * for: any other body is whole already.
 */
export function afterBody(answer: Answer, done: () => void): Answer;
export function afterBody(answer: Response, done: () => void): Response;
export function afterBody(answer: Answer | Response, done: () => void): Answer | Response;
export function afterBody(answer: Answer | Response, done: () => void): Answer | Response {
  const { body, status } = answer;
  const isStream = contentTypeOf(answer)?.startsWith('text/event-stream') ?? false;
  if (!isStream || !(body instanceof ReadableStream)) {
    done();
    return answer;
  }
  const ending = withEnd(body, done);
  return isResponse(answer)
    ? new Response(ending, { status, headers: answer.headers })
    : new Answer(ending, answer.headers, status);
}

function contentTypeOf(answer: Answer | Response): string | null | undefined {
  return isResponse(answer) ? answer.headers.get('content-type') : answer.headers['content-type'];
}

/** A `TransformStream` would do, at the cost of a third of the gateway's work for a stream: it is two streams and a pipe. */
function withEnd(body: ReadableStream<Uint8Array>, done: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await reader.read();
          if (!piece.done) return controller.enqueue(piece.value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        done();
      },
      async cancel(reason) {
        done();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
