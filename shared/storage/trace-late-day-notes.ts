import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { createLogger, type Logger } from '../observability/logger.ts';
import { lateDayKey } from './trace-digest-keys.ts';
import { dayOf } from './trace-keys.ts';

/** Tells the job that makes digests which days to look at. */
export interface LateDays {
  /** Never fails: where a day is not told of, lists of it are slower until the next late write, not wrong. */
  note(projectId: string, hours: readonly number[], now: number): Promise<void>;
  /** Throws if it cannot be told: of what is deleted nothing may stay in a digest. */
  noteSurely(projectId: string, hours: readonly number[], now: number): Promise<void>;
}

interface LateDayPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  logger?: Logger;
}

/** Once written, a day is not written again for so long; the job forgets it later than that. */
const rememberedMilliseconds = 10 * 60_000;
export const lateDayKeptMilliseconds = 60 * 60_000;
/** For as long nobody has to have written late before a day is forgotten. */
const dayKeptSeconds = 30 * 86_400;
const maxRemembered = 5_000;

interface Noted {
  at: number;
  written: Promise<void>;
}

export function createLateDays(ports: LateDayPorts): LateDays {
  const { logger = createLogger('traces') } = ports;
  const noted = new Map<string, Noted>();

  /** Those who come while a day is written wait for the same write. */
  function noteDay(projectId: string, day: number, now: number): Promise<void> {
    const id = `${projectId} ${day}`;
    const last = noted.get(id);
    if (last !== undefined && now - last.at < rememberedMilliseconds) return last.written;
    if (noted.size >= maxRemembered) noted.clear();
    const next: Noted = { at: now, written: writeDay(projectId, day, now, ports) };
    noted.set(id, next);
    next.written.catch(() => {
      if (noted.get(id) === next) noted.delete(id);
    });
    return next.written;
  }

  const noteSurely: LateDays['noteSurely'] = async (projectId, hours, now) => {
    await Promise.all([...new Set(hours.map(dayOf))].map((day) => noteDay(projectId, day, now)));
  };
  return {
    noteSurely,
    async note(projectId, hours, now) {
      try {
        await noteSurely(projectId, hours, now);
      } catch (error) {
        logger.error('traces.late_day.lost', { projectId, error });
      }
    },
  };
}

const shared = new WeakMap<DynamoDBDocumentClient, Map<string, LateDays>>();

/** For who has no place of its own to remember days in: one memory for each client and table, and so for each process. */
export function sharedLateDays(ports: LateDayPorts): LateDays {
  const { documents, tableName } = ports;
  const ofClient = shared.get(documents) ?? new Map<string, LateDays>();
  shared.set(documents, ofClient);
  const lateDays = ofClient.get(tableName) ?? createLateDays(ports);
  ofClient.set(tableName, lateDays);
  return lateDays;
}

async function writeDay(
  projectId: string,
  day: number,
  now: number,
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: lateDayKey(projectId, day),
      UpdateExpression: 'SET projectId = :projectId, #day = :day, writtenAt = :now, #ttl = :ttl',
      ExpressionAttributeNames: { '#day': 'day', '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ...{ ':projectId': projectId, ':day': day, ':now': now },
        ':ttl': Math.floor(now / 1000) + dayKeptSeconds,
      },
    }),
  );
}
