type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/**
 * What is answered, before it has the form that its host writes: a `Response` for Hono, a head and bytes for a server or a function.
 * Making a `Response` loads undici, a quarter of a process's first call; and headers that are set on one that is made already are
 * validated, sorted and copied again.
 */
export class Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | null;

  constructor(body: Body | null, headers: Answer['headers'], status = 200) {
    this.body = body;
    this.headers = headers;
    this.status = status;
  }

  /** The same with these headers beside its own, or in the place of them. */
  with(headers: Answer['headers']): Answer {
    return new Answer(this.body, { ...this.headers, ...headers }, this.status);
  }
}

/**
 * Asked without their classes: the local stage's host has another `Answer` than the bundle that it serves, and to name `Response`
 * loads it.
 */
export function isResponse(answer: Answer | Response): answer is Response {
  return typeof answer.headers.get === 'function';
}

/** For who needs the web's standard object. */
export function toResponse(answer: Answer | Response): Response {
  if (isResponse(answer)) return answer;
  const { body, status, headers } = answer;
  return new Response(body, { status, headers });
}
