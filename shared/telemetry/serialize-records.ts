import { setImmediate } from 'node:timers/promises';
import type { Logger } from '../observability/logger.ts';
import type { IngestionRecord } from './ingestion-record.ts';
import { toWellFormedJson } from './well-formed-json.ts';

/** JSON of this many characters takes about half a millisecond. */
const charactersPerTurn = 128 * 1024;

export interface SerializedRecords {
  texts: string[];
  /** Those that have a text. */
  records: IngestionRecord[];
}

/** Records as JSON texts, in small turns, so that streams in the same process keep flowing. */
export async function serializeRecords(
  records: readonly IngestionRecord[],
  logger: Logger,
): Promise<SerializedRecords> {
  const serialized: SerializedRecords = { texts: [], records: [] };
  let sinceYield = 0;
  for (const record of records) {
    const text = serialize(record, logger);
    if (text === null) continue;
    serialized.texts.push(text);
    serialized.records.push(record);
    sinceYield += text.length;
    if (sinceYield < charactersPerTurn) continue;
    sinceYield = 0;
    await setImmediate();
  }
  return serialized;
}

/** A record that is no JSON (nested too deeply, circular) can never be delivered: it must not hold up the others. */
function serialize(record: IngestionRecord, logger: Logger): string | null {
  try {
    return toWellFormedJson(JSON.stringify(record));
  } catch (error) {
    logger.error('ingestion.enqueue.lost', { recordCount: 1, traceId: record.spans[0]?.traceId, error });
    return null;
  }
}
