import type { Answer } from '../http/answer.ts';

export interface ObservedRequest {
  /** Id of the route's contract. */
  route: string;
  requestId: string;
}

/** Measures requests. */
export interface RequestObserver {
  /** Serves the request and, once the whole body has been sent, tells what came of it. */
  observe(request: ObservedRequest, respond: () => Promise<Answer | Response>): Promise<Answer | Response>;
}

/** Where nothing is measured: in tests and in the local host. */
export const noObserver: RequestObserver = { observe: (_, respond) => respond() };
