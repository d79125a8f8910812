import { createHash } from 'node:crypto';
import { keyPart } from './key-part.ts';

/** Partitions of a day in the time index, so that no project writes to one partition only. */
export const shardCount = 4;
export const millisecondsPerDay = 86_400_000;

/** A sort key holds 1,024 bytes, a partition key 2,048; escaping can triple what a user sent. */
const maxPartBytes = 512;

/** A user's value as part of a key; one that is too long is replaced by its hash, and no lone surrogate can break it. */
export function boundedKeyPart(value: string): string {
  const part = keyPart(value.toWellFormed());
  return part.length <= maxPartBytes ? part : `sha256:${createHash('sha256').update(value).digest('hex')}`;
}

export function tracePk(projectId: string, traceId: string): string {
  return `PROJECT#${keyPart(projectId)}#TRACE#${keyPart(traceId)}`;
}

export const metaSk = 'META';
export const packPrefix = 'PACK#';
export const idsPrefix = 'IDS#';

export function metaKey(projectId: string, traceId: string) {
  return { pk: tracePk(projectId, traceId), sk: metaSk };
}

export function packKey(projectId: string, traceId: string, packId: string) {
  return { pk: tracePk(projectId, traceId), sk: `${packPrefix}${packId}` };
}

export function idsKey(projectId: string, traceId: string, segment: number) {
  return { pk: tracePk(projectId, traceId), sk: `${idsPrefix}${String(segment).padStart(6, '0')}` };
}

/** A raw object that repeats spans of the trace. */
export function rawKeyKey(projectId: string, traceId: string, rawKey: string) {
  const name = createHash('sha256').update(rawKey).digest('hex');
  return { pk: tracePk(projectId, traceId), sk: `RAW#${name}` };
}

/** Names a pack by what it holds: the ids of its spans and their content, in any order. */
export function packIdOf(spans: readonly { spanId: string; version: { digest: string } }[]): string {
  const parts = spans.map(({ spanId, version }) => `${spanId}:${version.digest}`).sort();
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 40);
}

/** A trace always stays in one shard. */
export function shardOf(traceId: string): number {
  return (createHash('sha256').update(traceId).digest()[0] ?? 0) % shardCount;
}

/** The day of a time, counted from 1970. */
export function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerDay);
}

export function timePartition(projectId: string, day: number, shard: number): string {
  return `PROJECT#${keyPart(projectId)}#DAY#${day}#${shard}`;
}

/** Sorts by time, then trace id. */
export function timeSortKey(startMilliseconds: number, traceId: string): string {
  return `${padTime(startMilliseconds)}#${traceId}`;
}

export function traceIdOfSortKey(sortKey: string): string {
  return sortKey.slice(sortKey.indexOf('#') + 1);
}

/** Sort key bounds of [from, to) in the time index. */
export function timeRange(from: number, to: number): [string, string] {
  return [padTime(from), padTime(to)];
}

/** The year 5138; times in OTLP end in 2554. */
const maxTime = 99_999_999_999_999;

function padTime(milliseconds: number): string {
  return String(Math.min(maxTime, Math.max(0, Math.trunc(milliseconds)))).padStart(14, '0');
}

/** Ids as summaries hold them: cut to their length. */
export function sessionPartition(projectId: string, sessionId: string): string {
  return `PROJECT#${keyPart(projectId)}#SESSION#${boundedKeyPart(sessionId)}`;
}

export function userPartition(projectId: string, userId: string): string {
  return `PROJECT#${keyPart(projectId)}#USER#${boundedKeyPart(userId)}`;
}

export interface IndexedTrace {
  projectId: string;
  traceId: string;
  startMilliseconds: number;
  sessionId: string | null;
  userId: string | null;
}

/** The index keys of a summary; those of session and user only where it has one. */
export function traceIndexKeys(trace: IndexedTrace): Record<string, string> {
  const { projectId, traceId, startMilliseconds, sessionId, userId } = trace;
  const sortKey = timeSortKey(startMilliseconds, traceId);
  return {
    timePk: timePartition(projectId, dayOf(startMilliseconds), shardOf(traceId)),
    timeSk: sortKey,
    ...(sessionId === null ? {} : { sessionPk: sessionPartition(projectId, sessionId), sessionSk: sortKey }),
    ...(userId === null ? {} : { userPk: userPartition(projectId, userId), userSk: sortKey }),
  };
}
