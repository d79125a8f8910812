import type { FencedText } from '../../../shared/storage/trace-digests.ts';
import type { LateNote } from '../../../shared/storage/trace-slice-digests.ts';
import type { TextDigest } from '../../../shared/text-digests/text-digest.ts';

/** Of one shard; every search reads these traces. */
const maxCarriedStarts = 200;

interface Change {
  /** The fence of the digest to come. */
  fence: string;
  /** What was written since the digest that was found, and is to be forgotten. */
  notes: readonly LateNote[];
  /** Of the starts that the notes name, those at which there still is a trace. */
  indexed: ReadonlySet<number>;
}

/**
 * What a digest can take over of the text that the one before knew, so that a tag, or a span that comes late, does not make the job
 * read all spans of the hour: what was written since has to be read by searches. Null if the text has to be digested anew: too much
 * was written, or a trace has gone, of whose text nothing may stay.
 */
export function carryTexts(found: FencedText | undefined, { fence, notes, indexed }: Change): TextDigest | null {
  if (found === undefined || found.fence !== fence) return null;
  const openStarts = new Set(found.texts.openStarts);
  for (const { start } of notes) {
    if (start === null || !indexed.has(start)) return null;
    openStarts.add(start);
  }
  return openStarts.size > maxCarriedStarts ? null : { ...found.texts, openStarts: [...openStarts] };
}

export function notesOfShard(notes: readonly LateNote[], shard: number): LateNote[] {
  return notes.filter((note) => note.shard === shard || note.shard === null);
}
