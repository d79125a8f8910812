import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../../../shared/http/answer.ts';
import type { LightRequest } from '../../../shared/http/http-request.ts';
import { boundUnreadBody } from './bound-unread-body.ts';
import { NodeRequest } from './node-request.ts';
import { writeAnswer } from './write-answer.ts';

export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;
type LightFetch = (request: LightRequest, outgoing: ServerResponse) => Promise<Answer | Response>;

/** What listens to Node's server for an app that takes light requests and answers its own errors: no web objects are made. */
export function lightListener(fetch: LightFetch): Listener {
  return (incoming, outgoing) => {
    const request = new NodeRequest(incoming);
    boundUnreadBody(incoming, outgoing);
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) request.leave();
    });
    fetch(request, outgoing)
      .then((answer) => writeAnswer(answer, outgoing))
      .catch((error: unknown) => {
        console.error(error);
        outgoing.destroy();
      });
  };
}
