import { createHash } from 'node:crypto';
import { keyPart } from './key-part.ts';
import { timeRange } from './trace-keys.ts';

export const millisecondsPerHour = 3_600_000;

/** An hour of starts, by its first millisecond. */
export function hourOf(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerHour) * millisecondsPerHour;
}

/** The digests of a day's hours, and what was written late to them, so that one query reads all of it. */
export function digestPartition(projectId: string, day: number): string {
  return `PROJECT#${keyPart(projectId)}#DIGESTS#${day}`;
}

const digestMark = '#D';
/** Sorts after the digest, so that a query that goes down reads the notes of an hour before its digest. */
const noteMark = '#N#';

export function digestSortKey(hour: number): string {
  return `${hourText(hour)}${digestMark}`;
}

/** Each write of a trace has a version of its own, so that no note takes the place of another. */
export function lateNoteSortKey(hour: number, traceId: string, version: number): string {
  const id = createHash('sha256').update(`${traceId}#${version}`).digest('base64url').slice(0, 22);
  return `${hourText(hour)}${noteMark}${id}`;
}

/** What a digest partition holds of hours: sort keys from `first` to below `end`. */
export function hoursRange(from: number, to: number): [first: string, end: string] {
  return [hourText(from), hourText(to)];
}

export function hourOfSortKey(sortKey: string): number {
  return Number(sortKey.slice(0, sortKey.indexOf('#')));
}

export function isLateNote(sortKey: string): boolean {
  return sortKey.includes(noteMark);
}

/** All days of all projects that have late notes. */
export const lateDaysPartition = 'LATE_DAYS';

export function lateDayKey(projectId: string, day: number) {
  return { pk: lateDaysPartition, sk: `${keyPart(projectId)}#${day}` };
}

function hourText(hour: number): string {
  return timeRange(hour, 0)[0];
}
