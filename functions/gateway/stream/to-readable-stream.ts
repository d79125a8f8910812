import type { AppError } from '../../../shared/http/app-error.ts';
import { toOpenAiError } from '../../../shared/http/error-response.ts';

interface ReadableStreamInput {
  source: AsyncGenerator<Uint8Array>;
  /** The source's first result, which was asked for already. */
  first: Promise<IteratorResult<Uint8Array>>;
  heartbeatMs: number;
  toError: (thrown: unknown) => AppError;
  /** After the last byte; null if all went well. */
  onEnd: (error: AppError | null) => void;
  /** When the reader has left. */
  onLeave: () => void;
}

const heartbeat = Buffer.from(': heartbeat\n\n');

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
    if (error) controller.enqueue(errorEvent(error));
    controller.close();
    input.onEnd(error);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        timer = setTimeout(() => {
          controller.enqueue(heartbeat);
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

function errorEvent(error: AppError): Uint8Array {
  return Buffer.from(`data: ${JSON.stringify(toOpenAiError(error))}\n\n`);
}
