import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { UnavailableError } from '../http/errors.ts';
import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../runtime/clock.ts';
import { type Ids, systemIds } from '../runtime/ids.ts';
import type { AcceptedCounter } from '../storage/ingestion-counts-accepted.ts';
import { createBlobStore } from './blob-store.ts';
import { createMessageSender } from './create-message-sender.ts';
import { type EncodePorts, encodeIngestionMessage, encodeUnarchivedRequest } from './ingestion-message.ts';
import type { IngestionRecord, TelemetrySink } from './ingestion-record.ts';
import { createRecordBuffer } from './record-buffer.ts';
import { type Backoff, pause, retryDelay } from './retry-delay.ts';
import { serializeRecords } from './serialize-records.ts';
import type { UnarchivedRequest } from './unarchived-request.ts';

export interface TelemetrySinkPorts {
  sqs: SQSClient;
  s3: S3Client;
  queueUrl: string;
  bucket: string;
  logger: Logger;
  clock: Clock;
  ids?: Ids;
  /** How long records are gathered before a message leaves: 0 in Lambda, where the caller flushes; 50 in a server. */
  flushAfterMs: number;
  limits?: Partial<SinkLimits>;
  /** Counts what is durable; without it nothing is counted. */
  counter?: AcceptedCounter;
}

export interface SinkLimits {
  /** Estimated bytes that wait in memory while neither the queue nor the spool takes anything. */
  maxBufferedBytes: number;
  /** `flush()` gives up waiting after this; what is left is tried again with the next record or flush. */
  maxFlushMilliseconds: number;
  backoff: Backoff;
}

export type DurableTelemetrySink = TelemetrySink & {
  /** Resolves when the records are durable; throws `UnavailableError` when neither the queue nor the spool takes them. */
  send(records: readonly IngestionRecord[]): Promise<void>;
  /** The same for a request that the archive refused: the worker tries again for as long as the queue delivers it. */
  sendUnarchived(request: UnarchivedRequest): Promise<void>;
};

const defaultLimits: SinkLimits = {
  maxBufferedBytes: 64 * 1024 * 1024,
  maxFlushMilliseconds: 20_000,
  backoff: { baseMilliseconds: 100, capMilliseconds: 2_000 },
};

/** Carries records to the ingestion queue: in batches, compressed, and around an outage of the queue through S3. */
export function createTelemetrySink(ports: TelemetrySinkPorts): DurableTelemetrySink {
  const limits = { ...defaultLimits, ...ports.limits };
  const { logger } = ports;
  const buffer = createRecordBuffer({ maxBytes: limits.maxBufferedBytes, logger });
  const send = createMessageSender({
    ...ports,
    ids: ports.ids ?? systemIds,
    blobs: createBlobStore(ports),
    backoff: limits.backoff,
  });
  let timer: NodeJS.Timeout | null = null;
  let draining: Promise<void> | null = null;

  async function deliver(batch: readonly IngestionRecord[]): Promise<void> {
    const { texts, records } = await serializeRecords(batch, logger);
    if (texts.length > 0) {
      await send({
        encode: (encoding) => encodeIngestionMessage(texts, encoding),
        logged: { recordCount: texts.length },
      });
    }
    ports.counter?.add(records);
  }

  async function drain(): Promise<void> {
    for (let failures = 0; buffer.size() > 0; ) {
      const batch = buffer.take();
      try {
        await deliver(batch);
        failures = 0;
      } catch (error) {
        buffer.giveBack(batch);
        failures += 1;
        logger.warn('ingestion.enqueue.retried', { failures, waitingCount: buffer.size(), error });
        await pause(retryDelay(failures, limits.backoff));
      }
    }
  }

  function startDraining(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    draining ??= drain().finally(() => {
      draining = null;
      // What came in after the last look and before this line.
      if (buffer.size() > 0) void startDraining();
    });
    return draining;
  }

  return {
    record(record) {
      buffer.add(record);
      // A batch that is full leaves at once, but never within the caller's turn.
      const delay = buffer.isBatchFull() ? 0 : ports.flushAfterMs;
      if (draining === null && (timer === null || delay === 0)) {
        if (timer !== null) clearTimeout(timer);
        timer = setTimeout(() => void startDraining(), delay);
      }
    },
    async flush() {
      if (buffer.size() > 0 || draining !== null)
        await Promise.race([startDraining(), unreferencedPause(limits.maxFlushMilliseconds)]);
      await ports.counter?.flush();
    },
    async send(records) {
      const batches = createRecordBuffer({ maxBytes: Number.POSITIVE_INFINITY, logger });
      for (const record of records) batches.add(record);
      await orUnavailable(async () => {
        while (batches.size() > 0) await deliver(batches.take());
      });
    },
    async sendUnarchived(request) {
      const { rawKey } = request;
      const encode = (encoding: EncodePorts) => encodeUnarchivedRequest(request, encoding);
      await orUnavailable(() => send({ encode, logged: { rawKey } }));
    },
  };
}

async function orUnavailable(deliver: () => Promise<void>): Promise<void> {
  try {
    await deliver();
  } catch (error) {
    throw new UnavailableError('The spans could not be stored for now. Send them again.', error, 5);
  }
}

function unreferencedPause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds).unref();
  });
}
