import type { TextDigest } from '../text-digests/text-digest.ts';
import type { RunDigest } from '../trace-digests/run-digest.ts';

/** A part of an hour, and what its digest says of one shard. Epoch milliseconds: [from, to). */
export interface DigestedPart {
  from: number;
  to: number;
  /** Oldest first. */
  runs: readonly RunDigest[];
  /** Of an hour or a slice, where the text of its traces is digested. */
  texts?: TextDigest | null;
}

/** What can be believed of an hour. */
export interface DigestedHour {
  /** By shard, newest first: the hour, or slices of it. */
  parts: ReadonlyMap<number, readonly DigestedPart[]>;
  /** Starts of traces that were written late, by shard, newest first, each once: digests may be wrong about them. */
  lateStarts: ReadonlyMap<number, readonly LateStart[]>;
}

export interface LateStart {
  /** Epoch milliseconds. */
  start: number;
  /** Late writes of traces that start then. */
  writes: number;
}

/** By hour. */
export type DigestedHours = ReadonlyMap<number, DigestedHour>;
