import { fromTextAttribute, type TextDigest, toTextAttribute } from '../text-digests/text-digest.ts';

/** How far runs came with the text of an hour. What they wrote counts as long as the digests are those that they found. */
export interface TextProgress {
  /** Of the digests of the hour, by shard. */
  versions: Readonly<Record<number, string>>;
  /** Of the trace that was read last: shards come one after the other, traces in the order of the index. */
  shard: number;
  start: number;
  text: Pick<TextDigest, 'id' | 'segments'>;
  /** By shard, when traces started that every search has to read. */
  openStarts: readonly (readonly number[])[];
}

export function toTextProgressAttribute({ text, ...progress }: TextProgress): Record<string, unknown> {
  return { ...progress, text: toTextAttribute({ ...text, madeAt: 0, openStarts: [] }) };
}

/** Undefined if there is none, or one of another format. */
export function fromTextProgress(attribute: unknown): TextProgress | undefined {
  const { versions, shard, start, text, openStarts } = (attribute ?? {}) as Record<string, unknown>;
  const digest = fromTextAttribute(text);
  if (digest === null) return undefined;
  return { versions, shard, start, text: { id: digest.id, segments: digest.segments }, openStarts } as TextProgress;
}
