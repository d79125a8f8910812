/**
 * The response, with `done` called once when its last byte was taken or nobody wants the rest. Only a stream is waited
 * for: any other body is whole already.
 */
export function afterBody(response: Response, done: () => void): Response {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!response.body || !isStream) {
    done();
    return response;
  }
  return new Response(withEnd(response.body, done), response);
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
