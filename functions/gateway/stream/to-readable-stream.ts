import type { AppError } from '../../../shared/http/app-error.ts';

interface ReadableStreamInput {
  source: AsyncGenerator<Uint8Array>;
  /** The source's first result, which was asked for already. */
  first: Promise<IteratorResult<Uint8Array>>;
  heartbeatMs: number;
  /** Sent whenever the source has been silent for that long. */
  heartbeat: Uint8Array;
  toError: (thrown: unknown) => AppError;
  /** How a failure is told to who has the first bytes already. */
  encodeError: (error: AppError) => Uint8Array;
  /** After the last byte; null if all went well. */
  onEnd: (error: AppError | null) => void;
  /** When the reader has left. */
  onLeave: () => void;
}

/**
 * The stream that the client reads: what the source yields, a comment whenever it has been silent for too long, and an
 * explicit error event where it fails. Every write ends between two events, so a comment is never inside one.
 */
export function toReadableStream(input: ReadableStreamInput): ReadableStream<Uint8Array> {
  let pending: Promise<IteratorResult<Uint8Array>> | null = input.first;
  let timer: NodeJS.Timeout | undefined;
  let hasLeft = false;
  // A reader who leaves at once never asks for it, and then nobody would take its failure.
  input.first.catch(() => undefined);
  const close = (controller: ReadableStreamDefaultController<Uint8Array>, error: AppError | null) => {
    clearTimeout(timer);
    if (hasLeft) return;
    if (error) controller.enqueue(input.encodeError(error));
    controller.close();
    input.onEnd(error);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        timer = setTimeout(() => {
          controller.enqueue(input.heartbeat);
          timer?.refresh();
        }, input.heartbeatMs);
      },
      async pull(controller) {
        try {
          const result = await (pending ?? input.source.next());
          pending = null;
          if (result.done || hasLeft) return close(controller, null);
          timer?.refresh();
          controller.enqueue(result.value);
        } catch (thrown) {
          close(controller, input.toError(thrown));
        }
      },
      async cancel() {
        hasLeft = true;
        clearTimeout(timer);
        input.onLeave();
        // It may be waiting for the provider; the abort has ended that.
        await input.source.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
