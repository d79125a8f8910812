import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Project } from '../../shared/contract/projects.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { CachedProjects } from '../../shared/storage/cached-projects.ts';
import type { StoredRecord } from '../../shared/storage/ingestion-counts-outcomes.ts';
import type { ModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import type { TraceRepository } from '../../shared/storage/trace-repository.ts';
import type { BlobStore } from '../../shared/telemetry/blob-store.ts';
import { emptyClaim, type IngestionMessage, openIngestionMessage } from '../../shared/telemetry/ingestion-message.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import { type DroppedRecord, maxArchivingMilliseconds } from './deletion/forget-raw.ts';
import { createKeyedQueue, type KeyedQueue } from './keyed-queue.ts';
import { archiveLateRequest } from './raw/archive-late-request.ts';
import { archiveRecords } from './raw/archive-records.ts';
import type { RawArchive } from './raw/raw-archive.ts';
import type { OutcomeCounter, StoredMessage } from './reconciliation/outcome-counter.ts';

export interface WorkerPorts {
  traces: Pick<TraceRepository, 'store' | 'findDeleted'>;
  projects: CachedProjects;
  /** What projects say otherwise about models and their prices, for requests that are archived late. */
  overrides: Pick<ModelOverrideRepository, 'list'>;
  blobs: BlobStore;
  archive: RawArchive;
  outcomes: OutcomeCounter;
  /** Removes what was put aside of a record whose trace was deleted. */
  forget: (record: DroppedRecord) => Promise<void>;
  logger: Logger;
}

/** Transactions that wait for DynamoDB at a time; each holds one pack in memory. */
const concurrentRecords = 16;
/** What is younger leaves as long again for it to be archived until a deletion waits no more. */
const writtenWithinMilliseconds = maxArchivingMilliseconds / 2;
/** For a project that is gone: what was accepted is still stored, and expires. */
const defaultOptions = { retentionDays: 30, capturesContent: true };

/**
 * Stores every record of every message. A message with a record that could not be stored or archived, or whose outcome could
 * not be counted, comes again; the rest does not, and what it had in S3 goes.
 */
export async function storeMessages(event: SQSEvent, ports: WorkerPorts): Promise<SQSBatchResponse> {
  const queue = createKeyedQueue(concurrentRecords);
  const processor = new BatchProcessor(EventType.SQS);
  const stored: StoredMessage[] = [];
  const done = (message: StoredMessage) => void stored.push(message);
  const store = (message: SQSRecord) => takeMessage(message, { queue, done }, ports);
  const { batchItemFailures } = await processPartialResponse(event, store, processor, {
    // All messages failing is reported like some failing: each then has its own count of receives.
    throwOnFullBatchFailure: false,
  });
  const uncounted = await ports.outcomes.count(stored);
  const failed = [...new Set([...batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), ...uncounted])];
  const finished = event.Records.filter(({ messageId }) => !failed.includes(messageId));
  const unemptied = await emptyClaims(finished, ports);
  return { batchItemFailures: [...failed, ...unemptied].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Answers the messages whose claims could not be emptied. They come again, and change nothing. */
async function emptyClaims(messages: readonly SQSRecord[], { blobs, logger }: WorkerPorts): Promise<string[]> {
  const failed: string[] = [];
  for (const { messageId, body } of messages) {
    try {
      await emptyClaim(body, blobs);
    } catch (error) {
      logger.error('ingestion.message.failed', { messageId, error });
      failed.push(messageId);
    }
  }
  return failed;
}

interface Storing {
  queue: KeyedQueue;
  /** Told of a message whose records are stored, whether or not the archive took them, too. */
  done: (message: StoredMessage) => void;
}

async function takeMessage(message: SQSRecord, storing: Storing, ports: WorkerPorts): Promise<void> {
  try {
    const opened = await openIngestionMessage(message.body, ports.blobs);
    if (opened.unarchived === undefined) await storeMessage(message, opened, storing, ports);
    else await archiveLateRequest(opened.unarchived, ports);
  } catch (error) {
    ports.logger.error('ingestion.message.failed', { messageId: message.messageId, error });
    throw error;
  }
}

async function storeMessage(
  message: SQSRecord,
  opened: IngestionMessage,
  { queue, done }: Storing,
  ports: WorkerPorts,
): Promise<void> {
  const messageId = opened.id ?? message.messageId;
  const projects = await readProjects(opened.records, ports);
  const projectOf = (projectId: string) => projects.get(projectId) ?? null;
  const { records, written } = await archiveRecords(opened.records, projectOf, ports.archive);
  if (mayBeInDeletion(message, opened.records)) await Promise.allSettled([written]);
  const storing = records.map((record, index) =>
    queue.run(traceOf(record), () => storeRecord(record, projectOf, `${messageId}/${index}`, ports)),
  );
  await Promise.allSettled([...storing, written]);
  const stored = await Promise.all(storing);
  done({ queueId: message.messageId, messageId, stored });
  await forgetDeleted(stored, ports);
  // What the archive refuses is stored, and counted; the message comes again for the archive alone.
  await written;
}

/**
 * What was stored before may be in the middle of its deletion, which must find the archive as it will be. So it is with what came
 * long ago, whose deletion does not wait for it: it may lie among the dead letters for days, and is redriven as a new message.
 */
function mayBeInDeletion({ attributes }: SQSRecord, records: readonly IngestionRecord[]): boolean {
  const { ApproximateReceiveCount: count = '1', ApproximateFirstReceiveTimestamp: takenAt = '0' } = attributes ?? {};
  return (
    Number(count) > 1 || records.some(({ receivedAt }) => Number(takenAt) - receivedAt > writtenWithinMilliseconds)
  );
}

/** Once for a message: what is archived of it and what is stored must agree about whether words are kept. */
async function readProjects(
  records: readonly IngestionRecord[],
  { projects }: WorkerPorts,
): Promise<Map<string, Project | null>> {
  const read = new Map<string, Project | null>();
  for (const { projectId } of records) {
    if (!read.has(projectId)) read.set(projectId, await projects.get(projectId));
  }
  return read;
}

async function storeRecord(
  record: IngestionRecord,
  projectOf: (projectId: string) => Project | null,
  acceptance: string,
  { traces }: WorkerPorts,
): Promise<WholeStoredRecord> {
  const options = projectOf(record.projectId) ?? defaultOptions;
  return { record, outcome: await traces.store(record, { ...options, acceptance }) };
}

type WholeStoredRecord = StoredRecord & { record: IngestionRecord };

/** Only now: what is archived at the same time has to be there. */
async function forgetDeleted(stored: readonly WholeStoredRecord[], { forget }: WorkerPorts): Promise<void> {
  for (const { record, outcome } of stored) if (outcome.isOfDeletedTrace) await forget(record);
}

function traceOf(record: IngestionRecord): string {
  return `${record.projectId}/${record.spans[0]?.traceId ?? ''}`;
}
