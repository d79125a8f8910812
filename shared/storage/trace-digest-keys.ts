import { createHash } from 'node:crypto';
import { keyPart } from './key-part.ts';
import { dayOf, timeRange } from './trace-keys.ts';

export const millisecondsPerHour = 3_600_000;

/** An hour of starts, by its first millisecond. */
export function hourOf(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerHour) * millisecondsPerHour;
}

/** A sixth of an hour, by its first millisecond: what is too young for a digest of the hour is digested in slices. */
export const sliceMilliseconds = 10 * 60_000;

export function sliceOf(milliseconds: number): number {
  return Math.floor(milliseconds / sliceMilliseconds) * sliceMilliseconds;
}

/** That there is a fence is known of the whole stage. */
export const digestFenceKey = { pk: 'DIGEST_FENCE', sk: 'DIGEST_FENCE' };
/** Of slices: who knows of none does not keep it. */
export const sliceFenceKey = { pk: 'DIGEST_FENCE', sk: 'SLICE_FENCE' };

/** The digests of a day's hours, and what was written late to them, so that one query reads all of it. */
export function digestPartition(projectId: string, day: number): string {
  return `PROJECT#${keyPart(projectId)}#DIGESTS#${day}`;
}

/**
 * A query that goes down reads the notes of an hour first, then which of its slices count, and then digests: of the hour, and of
 * its slices.
 */
const attemptMark = '#A';
const sliceMark = '#C#';
const digestMark = '#D#';
const headMark = '#M';
const noteMark = '#N#';
/** Sorts after all that a note's id is made of. */
const lastId = '~';

/** One for each shard of the index. */
export function digestSortKey(hour: number, shard: number): string {
  return `${hourText(hour)}${digestMark}${shard}`;
}

/** The digest of one shard of an hour. */
export function digestKey({ projectId, hour }: { projectId: string; hour: number }, shard: number) {
  return { pk: digestPartition(projectId, dayOf(hour)), sk: digestSortKey(hour, shard) };
}

/** Of a digest; null of something else. */
export function shardOfSortKey(sortKey: string): number | null {
  const [, after] = sortKey.split(digestMark);
  return after === undefined ? null : Number(after);
}

/** That somebody is digesting the hour. */
export function digestAttemptSortKey(hour: number): string {
  return `${hourText(hour)}${attemptMark}`;
}

export function isDigestAttempt(sortKey: string): boolean {
  return sortKey.endsWith(attemptMark);
}

/** Each digest of a slice has a place of its own: the head of the hour names those that count. */
export function sliceSortKey(slice: number, version: string): string {
  return `${hourText(hourOf(slice))}${sliceMark}${slice}#${version}`;
}

/** Null of something else. */
export function sliceOfSortKey(sortKey: string): { slice: number; version: string } | null {
  const [, after] = sortKey.split(sliceMark);
  if (after === undefined) return null;
  const end = after.indexOf('#');
  return { slice: Number(after.slice(0, end)), version: after.slice(end + 1) };
}

/** Which slices of an hour are digested. */
export function sliceHeadSortKey(hour: number): string {
  return `${hourText(hour)}${headMark}`;
}

export function isSliceHead(sortKey: string): boolean {
  return sortKey.endsWith(headMark);
}

/** The notes of an hour and the head of its slices: both bounds belong to it. */
export function headAndNotesRange(hour: number): [first: string, last: string] {
  return [sliceHeadSortKey(hour), `${hourText(hour)}${noteMark}${lastId}`];
}

export interface LateNoteName {
  traceId: string;
  version: number;
  /** Of the trace, before or after the write; and when it was written. Epoch milliseconds. */
  start: number;
  at: number;
}

/**
 * Each write of a trace has a version of its own, so that no note takes the place of another; and a time, because a trace that was
 * lost and came back from the archive begins with version 1 again.
 */
export function lateNoteSortKey({ traceId, version, start, at }: LateNoteName): string {
  const id = createHash('sha256').update(`${traceId}#${version}#${at}#${start}`).digest('base64url').slice(0, 22);
  return `${hourText(hourOf(start))}${noteMark}${id}`;
}

/** What a digest partition holds of hours: sort keys from `first` to below `end`. */
export function hoursRange(from: number, to: number): [first: string, end: string] {
  return [hourText(from), hourText(to)];
}

export function hourOfSortKey(sortKey: string): number {
  return Number(sortKey.split('#', 1)[0]);
}

export function isLateNote(sortKey: string): boolean {
  return sortKey.includes(noteMark);
}

/** All days of all projects that have late notes: in several partitions, since one takes 1,000 writes a second. */
export const lateDaysPrefix = 'LATE_DAYS#';
export const lateDayShards = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export function lateDaysPartition(shard: number): string {
  return `${lateDaysPrefix}${shard}`;
}

export function lateDayKey(projectId: string, day: number) {
  const sk = `${keyPart(projectId)}#${day}`;
  const [byte = 0] = createHash('sha256').update(sk).digest();
  return { pk: lateDaysPartition(byte % lateDayShards.length), sk };
}

function hourText(hour: number): string {
  return timeRange(hour, 0)[0];
}
