import { keyPart } from '../../../shared/storage/key-part.ts';

export const rawPrefix = 'raw/';
export const millisecondsPerHour = 3_600_000;

export interface RawName {
  projectId: string;
  /** Epoch milliseconds. */
  receivedAt: number;
  /** Tells requests of one millisecond apart. */
  id: string;
  /** Spans of the request that were accepted. */
  spanCount: number;
}

/** The name of a raw object: objects of a project sort by the time at which they were accepted. */
export function rawKeyOf({ projectId, receivedAt, id, spanCount }: RawName): string {
  return `${rawHourPrefix(projectId, receivedAt)}${padTime(receivedAt)}-${keyPart(id)}-${spanCount}`;
}

/** All that a project accepted within the hour of a time. */
export function rawHourPrefix(projectId: string, time: number): string {
  return `${rawProjectPrefix(projectId)}${new Date(time).toISOString().slice(0, 13)}/`;
}

export function rawProjectPrefix(projectId: string): string {
  return `${rawPrefix}${keyPart(projectId)}/`;
}

const namePattern = /^raw\/([^/]+)\/(\d{4}-\d\d-\d\dT\d\d)\/(\d{13})-(.+)-(\d+)$/;

/** Null for what is no key of a raw object. */
export function parseRawKey(key: string): RawName | null {
  const [, projectId, , receivedAt, id, spanCount] = namePattern.exec(key) ?? [];
  if (projectId === undefined || id === undefined) return null;
  return { projectId, receivedAt: Number(receivedAt), id, spanCount: Number(spanCount) };
}

/** Milliseconds have 13 digits until the year 2286. */
function padTime(milliseconds: number): string {
  return String(milliseconds).padStart(13, '0');
}
