import type { Logger } from '../observability/logger.ts';
import type { IngestionRecord } from './ingestion-record.ts';

export interface RecordBuffer {
  add(record: IngestionRecord): void;
  /** The oldest records that make up one message, taken out. */
  take(): IngestionRecord[];
  /** Puts what could not be delivered back in front. */
  giveBack(records: readonly IngestionRecord[]): void;
  isBatchFull(): boolean;
  size(): number;
}

/** About what compresses to one SQS message without a claim. */
const maxBatchBytes = 1024 * 1024;
/** A worker stores these within seconds, so that a failed message repeats little. */
const maxBatchRecords = 200;
const bytesBesidePayloads = 2_000;

/** Records that wait for delivery, in order. Over the bound the oldest go, and the log says so. */
export function createRecordBuffer({ maxBytes, logger }: { maxBytes: number; logger: Logger }): RecordBuffer {
  let records: IngestionRecord[] = [];
  let bytes = 0;

  function enforceBound(): void {
    let lostCount = 0;
    while (bytes > maxBytes && records.length > lostCount) {
      bytes -= estimateBytes(records[lostCount]);
      lostCount += 1;
    }
    if (lostCount === 0) return;
    records = records.slice(lostCount);
    logger.error('ingestion.enqueue.lost', { recordCount: lostCount });
  }

  return {
    add(record) {
      records.push(record);
      bytes += estimateBytes(record);
      if (bytes > maxBytes) enforceBound();
    },
    take() {
      const count = batchLength(records);
      const batch = records.splice(0, count);
      for (const record of batch) bytes -= estimateBytes(record);
      return batch;
    },
    giveBack(batch) {
      records.unshift(...batch);
      for (const record of batch) bytes += estimateBytes(record);
      enforceBound();
    },
    isBatchFull: () => records.length >= maxBatchRecords || bytes >= maxBatchBytes,
    size: () => records.length,
  };
}

function batchLength(records: readonly IngestionRecord[]): number {
  let bytes = 0;
  const overflow = records.findIndex((record, index) => {
    bytes += estimateBytes(record);
    return index >= maxBatchRecords || (index > 0 && bytes > maxBatchBytes);
  });
  return overflow === -1 ? records.length : overflow;
}

/** Serialising only to measure would delay the caller; payloads know their size. */
function estimateBytes(record: IngestionRecord | undefined): number {
  let bytes = 0;
  for (const span of record?.spans ?? []) {
    bytes += bytesBesidePayloads + (span.input?.bytes ?? 0) + (span.output?.bytes ?? 0);
  }
  return bytes;
}
