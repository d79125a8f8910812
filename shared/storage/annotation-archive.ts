import type { Score } from '../contract/scores.ts';
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
  /** Whether an attempt has written it, or begun to. */
  readonly isWritten: boolean;
  /**
   * Writes what the transaction stores, in the place of what was written when it was tried before. What cannot be archived does
   * not fail: a log and a metric say so. `keepUntil` is when it expires, epoch seconds.
   */
  write(said: ArchivedAnnotations, keepUntil: number): Promise<void>;
  /** Takes back what was written for a transaction that did not happen. Throws if that is not possible. */
  withdraw(): Promise<void>;
  /** Ends the request: what the archive refused is archived later, as the table has it then. Never throws. */
  close(): Promise<void>;
}
