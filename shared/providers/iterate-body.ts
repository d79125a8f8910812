import type { IncomingMessage } from 'node:http';
import type { CallClock } from './call-clock.ts';

export interface BodyLimits {
  /** Runs since the request was made; whoever set it calls `fail` when time is up. */
  clock: CallClock;
  /** Turns what the socket says into an error that callers know. */
  onError: (error: Error) => Error;
  onEnd: () => void;
}

export interface Body extends AsyncIterableIterator<Uint8Array> {
  /** Ends the iteration with an error and closes the connection. */
  fail(error: Error): void;
}

/** Beyond this the socket is paused until the reader has caught up. */
const highWaterBytes = 256 * 1024;
/** How long an answer may go on after its reader has left, in the hope that the connection can be used again. */
const drainMs = 1_000;

/**
 * The body of a response as an async iterator with back-pressure and time limits. Hand-made because Node's own costs
 * several times the CPU per response, and because leaving it early closes the connection, which after `[DONE]` would
 * waste it. Chunks that arrived together come as one: each step costs every stage behind it, whatever its size.
 */
export function iterateBody(incoming: IncomingMessage, limits: BodyLimits): Body {
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let end: { error: Error | null } | null = null;
  /** Wakes the reader who waits, after all that one read of the network brought. */
  let wake: (() => void) | null = null;
  const { clock } = limits;

  const wakeReader = () => {
    const reader = wake;
    wake = null;
    reader?.();
  };
  const finish = (error: Error | null) => {
    if (end) return;
    end = { error };
    clock.stop();
    limits.onEnd();
    wakeReader();
  };
  const fail = (error: Error) => {
    finish(error);
    incoming.destroy();
  };
  const take = (chunk: Uint8Array) => {
    clock.arrive();
    queue.push(chunk);
    queuedBytes += chunk.byteLength;
    if (queuedBytes > highWaterBytes) incoming.pause();
    wakeReader();
  };
  const takeAll = (): Uint8Array => {
    const [first] = queue;
    const whole = first !== undefined && queue.length === 1 ? first : Buffer.concat(queue);
    queue = [];
    queuedBytes = 0;
    if (incoming.isPaused()) incoming.resume();
    return whole;
  };
  const arrival = async () => {
    clock.wait();
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  };
  incoming.on('data', take);
  incoming.once('end', () => finish(null));
  // Every answer closes: an error, and the stack that is caught for it, is only made where one came.
  const breakOff = (error: () => Error) => {
    if (!end) finish(limits.onError(error()));
  };
  incoming.on('error', (error) => breakOff(() => error));
  incoming.once('close', () => breakOff(() => new Error('closed before the end')));

  return {
    fail,
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (queue.length === 0 && !end) await arrival();
      if (queue.length > 0) return { done: false, value: takeAll() };
      if (end?.error) throw end.error;
      return { done: true, value: undefined };
    },
    async return() {
      queue = [];
      clock.stop();
      if (!end) {
        incoming.off('data', take);
        incoming.resume();
        const closing = setTimeout(() => incoming.destroy(), drainMs);
        closing.unref();
        incoming.once('close', () => clearTimeout(closing));
      }
      return { done: true, value: undefined };
    },
  };
}
