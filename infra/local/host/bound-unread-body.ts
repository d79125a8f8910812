import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is still taken of a body once its answer is written. Who sends less reads the answer, and can use the connection again. */
export interface UnreadBounds {
  maxBytes: number;
  maxMs: number;
}

const generous: UnreadBounds = { maxBytes: 64 * 2 ** 20, maxMs: 5_000 };
const lookMs = 50;

/**
 * Closes the connection of a request that is answered and whose body does not end: Node throws away what nobody reads,
 * however much is sent.
 */
export function boundUnreadBody(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { maxBytes, maxMs }: UnreadBounds = generous,
): void {
  outgoing.once('finish', () => {
    if (incoming.complete) return;
    const { socket } = incoming;
    const [lastByte, lastMoment] = [socket.bytesRead + maxBytes, performance.now() + maxMs];
    const look = setInterval(() => {
      const isEndless = socket.bytesRead > lastByte || performance.now() > lastMoment;
      // The same connection may serve another request by now.
      if (incoming.complete || socket.destroyed) clearInterval(look);
      else if (isEndless) socket.destroy();
    }, lookMs).unref();
  });
}
