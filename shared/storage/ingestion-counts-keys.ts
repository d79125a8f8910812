import { keyPart } from './key-part.ts';

export const millisecondsPerHour = 3_600_000;
const millisecondsPerDay = 24 * millisecondsPerHour;
/** Comparisons reach back 48 hours; what was compared is in the results. */
const countsKeptMilliseconds = 4 * millisecondsPerDay;
export const resultsKeptMilliseconds = 90 * millisecondsPerDay;

/** An hour of acceptance, by its first millisecond. */
export function hourOf(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerHour) * millisecondsPerHour;
}

/** Who counts may write to keys that begin so, and to nothing else in the table. */
export const acceptedPrefix = 'INGESTION_ACCEPTED#';
export const outcomesPrefix = 'INGESTION_OUTCOMES#';
export const messagesPrefix = 'INGESTION_MESSAGE#';
export const hoursPrefix = 'INGESTION_HOURS#';
export const resultsPrefix = 'INGESTION_RESULTS#';

/** What one process accepted in an hour: no other writes there, so that nobody waits and a repeated write changes nothing. */
export function acceptedKey(projectId: string, hour: number, processId: string) {
  return { pk: acceptedPk(projectId, hour), sk: `${hourText(hour)}#${keyPart(processId)}` };
}

export function acceptedPk(projectId: string, hour: number): string {
  return `${acceptedPrefix}${keyPart(projectId)}#${dayOf(hour)}`;
}

/** What one worker process stored in an hour; the rollup workers share the one named `queryable`. */
export function outcomesKey(projectId: string, hour: number, processId: string) {
  return { pk: outcomesPk(projectId, hour), sk: `${hourText(hour)}#${keyPart(processId)}` };
}

export function outcomesPk(projectId: string, hour: number): string {
  return `${outcomesPrefix}${keyPart(projectId)}#${dayOf(hour)}`;
}

/** Names a project that has counts in an hour. */
export function hourKey(hour: number, projectId: string) {
  return { pk: hoursPk(hour), sk: `${hourText(hour)}#${keyPart(projectId)}` };
}

export function hoursPk(hour: number): string {
  return `${hoursPrefix}${dayOf(hour)}`;
}

export function resultKey(projectId: string, hour: number) {
  return { pk: resultsPk(projectId), sk: hourText(hour) };
}

export function resultsPk(projectId: string): string {
  return `${resultsPrefix}${keyPart(projectId)}`;
}

/** Remembers that a part of a message has been counted. */
export function messageMarkerKey(messageId: string, part: number) {
  return { pk: `${messagesPrefix}${keyPart(messageId)}`, sk: String(part) };
}

export function hourText(hour: number): string {
  return String(hour).padStart(14, '0');
}

/** Epoch seconds after which counts of an hour go. */
export function countsTtl(hour: number): number {
  return Math.floor((hour + countsKeptMilliseconds) / 1000);
}

function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerDay);
}
