import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { BlobStore } from './blob-store.ts';
import type { EncodePorts } from './ingestion-message.ts';
import { type Backoff, pause, retryDelay } from './retry-delay.ts';

export const spoolPrefix = 'spool/';

export interface MessageSenderPorts {
  sqs: SQSClient;
  blobs: BlobStore;
  queueUrl: string;
  logger: Logger;
  clock: Clock;
  ids: Ids;
  backoff: Backoff;
}

export interface OutgoingMessage {
  encode: (ports: EncodePorts) => Promise<string>;
  /** What a log says of its content. */
  logged: Record<string, unknown>;
}

/** Resolves when the message is durable, in the queue or in the spool; throws when neither takes it. */
export type MessageSender = (message: OutgoingMessage) => Promise<void>;

/** Beside the SDK's own retries; the spool is there for outages that last longer. */
const maxQueueAttempts = 3;

export function createMessageSender(ports: MessageSenderPorts): MessageSender {
  return async ({ encode, logged }) => {
    const body = await encode({
      blobs: ports.blobs,
      claimName: () => datedName(ports),
      messageId: ports.ids(),
    });
    const failure = await enqueue(body, ports);
    if (failure === null) return;
    const key = `${spoolPrefix}${datedName(ports)}`;
    await ports.blobs.put(key, Buffer.from(body, 'utf8'));
    ports.logger.warn('ingestion.enqueue.spooled', { key, ...logged, error: failure });
  };
}

/** Null when the queue took it, else why it did not. */
async function enqueue(body: string, { sqs, queueUrl, logger, backoff }: MessageSenderPorts): Promise<unknown> {
  let failure: unknown = null;
  for (let attempt = 0; attempt < maxQueueAttempts; attempt++) {
    try {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
      return null;
    } catch (error) {
      failure = error ?? new Error('The queue refused.');
      logger.debug('ingestion.enqueue.retried', { attempt, error });
      await pause(retryDelay(attempt, backoff));
    }
  }
  return failure;
}

/** Sorts by day, so that a person finds what an outage left. */
function datedName({ clock, ids }: MessageSenderPorts): string {
  return `${new Date(clock()).toISOString().slice(0, 10)}/${ids()}`;
}
