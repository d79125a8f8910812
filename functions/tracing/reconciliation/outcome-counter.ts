import { randomUUID } from 'node:crypto';
import type { Logger } from '../../../shared/observability/logger.ts';
import { hourOf } from '../../../shared/storage/ingestion-counts-keys.ts';
import { createHourNotes } from '../../../shared/storage/ingestion-counts-notes.ts';
import { outcomeUnits, type StoredRecord } from '../../../shared/storage/ingestion-counts-outcomes.ts';
import type { RollupUnit } from '../../../shared/storage/rollup-units.ts';
import { applyUnits, type RollupWriterPorts } from '../../../shared/storage/rollup-writer.ts';

export interface StoredMessage {
  /** As the queue calls this delivery's message. */
  queueId: string;
  /** As the message calls itself, however often it is sent. */
  messageId: string;
  stored: readonly StoredRecord[];
}

export interface OutcomeCounter {
  /** Counts messages that are stored, each once however often it comes. Answers the queue ids of those it could not count. */
  count(messages: readonly StoredMessage[]): Promise<string[]>;
}

export function createOutcomeCounter(
  ports: RollupWriterPorts & { logger: Logger; processId?: string },
): OutcomeCounter {
  // Of this process alone, so that transactions of workers do not collide.
  const processId = ports.processId ?? randomUUID().slice(0, 13);
  const notes = createHourNotes(ports);
  return {
    async count(messages) {
      const queueIds = new Map<RollupUnit, string>();
      for (const { queueId, messageId, stored } of messages) {
        for (const unit of outcomeUnits(messageId, stored, processId)) queueIds.set(unit, queueId);
      }
      const records = messages.flatMap(({ stored }) => stored.map(({ record }) => record));
      // Who accepted them has noted the hour, too: this one may fail.
      await Promise.allSettled(records.map(({ projectId, receivedAt }) => notes.note(projectId, hourOf(receivedAt))));
      const { failed } = await applyUnits([...queueIds.keys()], ports);
      for (const { error } of failed) ports.logger.error('ingestion.count.failed', { error });
      return [...new Set(failed.flatMap(({ unit }) => queueIds.get(unit) ?? []))];
    },
  };
}
