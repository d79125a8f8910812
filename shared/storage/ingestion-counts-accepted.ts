import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Logger } from '../observability/logger.ts';
import type { IngestionRecord } from '../telemetry/ingestion-record.ts';
import { acceptedKey, countsTtl, hourOf } from './ingestion-counts-keys.ts';
import { createHourNotes } from './ingestion-counts-notes.ts';

/** Counts spans whose acceptance has been promised. */
export interface AcceptedCounter {
  /** Returns at once; never throws. Replayed records were counted when they came. */
  add(records: readonly IngestionRecord[]): void;
  /** Resolves when all that was added is written, or has failed and waits for the next time. */
  flush(): Promise<void>;
}

interface AcceptedCounterPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  logger: Logger;
  processId?: string;
  /** A server writes once in so long; whoever may be frozen flushes before. */
  gatherMilliseconds?: number;
}

interface Total {
  projectId: string;
  hour: number;
  spans: number;
  written: number;
}

/** Totals of hours that are over and written are forgotten beyond this. */
const maxTotals = 1_000;

/**
 * Every process keeps the totals of its own and writes them whole: a write that is repeated, because its answer was lost,
 * counts nothing twice, and no two processes write one item.
 */
export function createAcceptedCounter(ports: AcceptedCounterPorts): AcceptedCounter {
  const { documents, tableName, logger, processId = randomUUID().slice(0, 13), gatherMilliseconds = 1_000 } = ports;
  const totals = new Map<string, Total>();
  const notes = createHourNotes(ports);
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(total: Total): Promise<void> {
    const { projectId, hour, spans } = total;
    try {
      await notes.note(projectId, hour);
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: acceptedKey(projectId, hour, processId),
          UpdateExpression: 'SET accepted = :spans, #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':spans': spans, ':ttl': countsTtl(hour) },
        }),
      );
      total.written = Math.max(total.written, spans);
    } catch (error) {
      logger.warn('ingestion.count.failed', { projectId, hour, spanCount: spans - total.written, error });
    }
  }

  async function writeAll(): Promise<void> {
    await Promise.all([...totals.values()].filter(({ spans, written }) => spans > written).map(write));
    for (const [id, { spans, written }] of totals) {
      if (totals.size <= maxTotals) break;
      if (spans === written) totals.delete(id);
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    // One after another: an older total must not arrive after a newer one.
    writing = writing.then(writeAll);
    return writing;
  }

  return {
    add(records) {
      for (const { projectId, receivedAt, spans, isReplay } of records) {
        if (isReplay) continue;
        const hour = hourOf(receivedAt);
        const id = `${projectId} ${hour}`;
        const total = totals.get(id) ?? { projectId, hour, spans: 0, written: 0 };
        total.spans += spans.length;
        totals.set(id, total);
      }
      timer ??= setTimeout(() => void flush(), gatherMilliseconds).unref();
    },
    flush,
  };
}
