import { type SegmentShape, textFormat } from './text-segment.ts';

/**
 * What the digest of an hour and a shard says of the text in its traces: where that is kept. Nothing that a trace says can be read
 * from either, only hashes of four letters.
 */
export interface TextDigest {
  id: string;
  /** Epoch milliseconds. */
  madeAt: number;
  /** Of all shards of the hour that were there. */
  segments: readonly SegmentShape[];
  /** When traces started of which less is known than they say, epoch milliseconds: they have to be read. */
  openStarts: readonly number[];
}

/** As an attribute of an item; numbers only, because a search reads hundreds of them. */
export function toTextAttribute({ id, madeAt, segments, openStarts }: TextDigest): Record<string, unknown> {
  const shapes = segments.flatMap(({ count, rowBits, partBits }) => [count, rowBits, partBits]);
  return { id, madeAt, format: textFormat, shapes, openStarts };
}

/** Null if there is none, or one of another format. */
export function fromTextAttribute(attribute: unknown): TextDigest | null {
  const { id, madeAt, format, shapes, openStarts } = (attribute ?? {}) as Record<string, unknown>;
  if (format !== textFormat) return null;
  const numbers = shapes as number[];
  const segments = Array.from({ length: numbers.length / 3 }, (_, index): SegmentShape => {
    const [count = 0, rowBits = 0, partBits = 0] = numbers.slice(index * 3);
    return { count, rowBits, partBits };
  });
  return { id: String(id), madeAt: Number(madeAt), segments, openStarts: openStarts as number[] };
}
