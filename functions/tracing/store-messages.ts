import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Logger } from '../../shared/observability/logger.ts';
import type { CachedProjects } from '../../shared/storage/cached-projects.ts';
import type { TraceRepository } from '../../shared/storage/trace-repository.ts';
import type { BlobStore } from '../../shared/telemetry/blob-store.ts';
import { decodeIngestionMessage } from '../../shared/telemetry/ingestion-message.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import { createKeyedQueue, type KeyedQueue } from './keyed-queue.ts';

export interface WorkerPorts {
  traces: Pick<TraceRepository, 'store'>;
  projects: CachedProjects;
  blobs: BlobStore;
  logger: Logger;
}

/** Transactions that wait for DynamoDB at a time; each holds one pack in memory. */
const concurrentRecords = 16;
/** For a project that is gone: what was accepted is still stored, and expires. */
const defaultOptions = { retentionDays: 30, capturesContent: true };

/** Stores every record of every message. A message with a record that could not be stored comes again; the rest does not. */
export async function storeMessages(event: SQSEvent, ports: WorkerPorts): Promise<SQSBatchResponse> {
  const queue = createKeyedQueue(concurrentRecords);
  const processor = new BatchProcessor(EventType.SQS);
  return await processPartialResponse(event, (message: SQSRecord) => storeMessage(message, queue, ports), processor, {
    // All messages failing is reported like some failing: each then has its own count of receives.
    throwOnFullBatchFailure: false,
  });
}

async function storeMessage(message: SQSRecord, queue: KeyedQueue, ports: WorkerPorts): Promise<void> {
  try {
    const records = await decodeIngestionMessage(message.body, ports.blobs);
    const outcomes = await Promise.allSettled(
      records.map((record) => queue.run(traceOf(record), () => storeRecord(record, ports))),
    );
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  } catch (error) {
    ports.logger.error('ingestion.message.failed', { messageId: message.messageId, error });
    throw error;
  }
}

async function storeRecord(record: IngestionRecord, { traces, projects }: WorkerPorts): Promise<void> {
  const project = await projects.get(record.projectId);
  await traces.store(record, project ?? defaultOptions);
}

function traceOf(record: IngestionRecord): string {
  return `${record.projectId}/${record.spans[0]?.traceId ?? ''}`;
}
