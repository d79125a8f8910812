import type { IncomingMessage } from 'node:http';

interface BodyLimits {
  firstByteMs: number;
  idleMs: number;
  onTimeout: (phase: 'first byte' | 'next chunk') => Error;
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
 * waste it.
 */
export function iterateBody(incoming: IncomingMessage, limits: BodyLimits): Body {
  const queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let hasBegun = false;
  let end: { error: Error | null } | null = null;
  let waiting: { resolve: (result: IteratorResult<Uint8Array>) => void; reject: (error: Error) => void } | null = null;
  let timer: NodeJS.Timeout | undefined;

  const settle = (act: (reader: NonNullable<typeof waiting>) => void) => {
    clearTimeout(timer);
    const reader = waiting;
    waiting = null;
    if (reader) act(reader);
  };
  const finish = (error: Error | null) => {
    if (end) return;
    end = { error };
    limits.onEnd();
    settle((reader) => (error ? reader.reject(error) : reader.resolve({ done: true, value: undefined })));
  };
  const fail = (error: Error) => {
    finish(error);
    incoming.destroy();
  };
  const take = (chunk: Uint8Array) => {
    hasBegun = true;
    if (waiting) return settle((reader) => reader.resolve({ done: false, value: chunk }));
    queue.push(chunk);
    queuedBytes += chunk.byteLength;
    if (queuedBytes > highWaterBytes) incoming.pause();
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
      const chunk = queue.shift();
      if (chunk) {
        queuedBytes -= chunk.byteLength;
        if (queuedBytes <= highWaterBytes && incoming.isPaused()) incoming.resume();
        return { done: false, value: chunk };
      }
      if (end?.error) throw end.error;
      if (end) return { done: true, value: undefined };
      return await new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        timer = setTimeout(
          () => fail(limits.onTimeout(hasBegun ? 'next chunk' : 'first byte')),
          hasBegun ? limits.idleMs : limits.firstByteMs,
        );
      });
    },
    async return() {
      queue.length = 0;
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
