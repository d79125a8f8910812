/**
 * What is read of a request. A `Request` is one; so is what a host makes of what it was given, because a `Request` loads undici,
 * a quarter of a process's first call.
 */
export interface HttpRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Null if there is no such header; several of a name are one, with commas. */
  readonly headers: Pick<Headers, 'get'>;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
  /** Null if there is none. */
  readonly body: ReadableStream<Uint8Array> | null;
  /** The whole body; only once. */
  arrayBuffer(): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>>;
}

/** A request that can become the web's standard object. */
export interface LightRequest extends HttpRequest {
  toRequest(): Request;
}

export function toRequest(request: LightRequest | Request): Request {
  return 'toRequest' in request ? request.toRequest() : request;
}
