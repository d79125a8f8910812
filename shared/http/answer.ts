/**
 * An answer of a handler's own, such as a stream, whose `Response` is made when all that stands in its head is known:
 * headers that are set on one that is made already are validated, sorted and copied again.
 */
export class Answer {
  readonly body: NonNullable<ConstructorParameters<typeof Response>[0]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: Answer['body'], headers: Answer['headers']) {
    this.body = body;
    this.headers = headers;
  }
}
