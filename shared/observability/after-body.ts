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
  const ending = new TransformStream<Uint8Array, Uint8Array>({ flush: done, cancel: done });
  return new Response(response.body.pipeThrough(ending), response);
}
