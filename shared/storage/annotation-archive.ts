import type { Score } from '../contract/scores.ts';
import { UnavailableError } from '../http/errors.ts';
import type { ScoreTarget } from './score-keys.ts';

/** The tags of a trace as they stood when somebody had changed them: each of these says everything, the latest holds. */
export interface ArchivedTags {
  traceId: string;
  givenTags: readonly string[];
  /** Tags of spans that somebody took off the trace. */
  removedTags: readonly string[];
  /** Epoch milliseconds; grows with each change. */
  taggedAt: number;
}

/** What one transaction stores of what was said of one trace or session. */
export interface ArchivedAnnotations {
  scores: readonly Score[];
  tags: readonly ArchivedTags[];
}

/** Keeps what is said beside the table, so that what was said in a range of time can be brought back. */
export interface AnnotationArchive {
  /** An object for what one transaction stores. Nothing is written yet. */
  open(request: AnnotationRequest): AnnotationObject;
}

export interface AnnotationRequest {
  projectId: string;
  /** What it is said of. */
  target: ScoreTarget;
  /** When it was asked for, epoch milliseconds. */
  at: number;
  /** For how long the project keeps things. */
  retentionDays: number;
}

export interface AnnotationObject {
  rawKey: string;
  /**
   * Writes what the transaction stores, in the place of what was written when it was tried before. What the archive refuses is left
   * to be archived later, as the table has it then. Throws a `NotArchivableError` if nobody takes that either: it must not be stored.
   * `keepUntil` is when it expires, epoch seconds.
   */
  write(said: ArchivedAnnotations, keepUntil: number): Promise<void>;
  /** Takes back what was written for a transaction that did not happen, now or later. Throws if that is not possible. */
  withdraw(): Promise<void>;
  /**
   * Has what was written replaced, some time later, by what the table has then: for a transaction of which nobody knows whether it
   * happened. Does what it can, and throws nothing.
   */
  reconcile(): Promise<void>;
}

/** Neither the archive nor the queue takes what somebody says. */
export class NotArchivableError extends UnavailableError {
  constructor(cause: unknown) {
    super('This cannot be kept safe for now, and was not stored. Send it again.', cause, 5);
  }
}
