import type { LateDays } from './trace-late-day-notes.ts';
import { type LateWrite, lateHours, lateNotes } from './trace-late-notes.ts';
import { isTombstone, startOfMeta, type TraceMeta } from './trace-meta.ts';
import type { TransactItem } from './transact.ts';

export interface MetaChange {
  projectId: string;
  traceId: string;
  /** As it was read; null if there was none. */
  before: TraceMeta | null;
  /** META as it is to be, or the tombstone in its place. */
  next: Record<string, unknown>;
  /** Epoch milliseconds, of this attempt: what is late is decided by the clock that writes. */
  now: number;
}

interface MetaWritePorts {
  tableName: string;
  lateDays: LateDays;
}

/**
 * What has to be in the transaction of every write of META, by whomever: META itself, under the version that was read, and the
 * notes for the digests of hours that it was or is in.
 */
export async function prepareMetaWrite(change: MetaChange, ports: MetaWritePorts): Promise<TransactItem[]> {
  const { projectId, before, next } = change;
  const write: LateWrite = {
    ...{ projectId, traceId: change.traceId, now: change.now },
    version: next['version'] as number,
    ttl: next['ttl'] as number,
    starts: [before === null ? null : startOfMeta(before), startOfItem(next)],
  };
  const hours = lateHours(write);
  if (hours.length > 0) {
    const { lateDays } = ports;
    await (isTombstone(next) ? lateDays.noteSurely : lateDays.note)(projectId, hours, change.now);
  }
  const put = { Put: { TableName: ports.tableName, Item: next, ...versionCondition(before) } };
  return [put, ...lateNotes(write, ports.tableName)];
}

function startOfItem({ timeSk }: Record<string, unknown>): number | null {
  return typeof timeSk === 'string' ? Number(timeSk.slice(0, timeSk.indexOf('#'))) : null;
}

function versionCondition(before: TraceMeta | null) {
  if (before === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': before.version },
  };
}
