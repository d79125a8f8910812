import { shardCount } from '../../../shared/storage/trace-keys.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';
import type { TraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { textSortKeys } from '../../../shared/storage/trace-text-keys.ts';
import { SegmentBuilder } from '../../../shared/text-digests/segment-builder.ts';
import type { TextDigest } from '../../../shared/text-digests/text-digest.ts';
import type { SegmentShape } from '../../../shared/text-digests/text-segment.ts';

interface PlacedTrace {
  shard: number;
  start: number;
  /** Epoch seconds. */
  ttl: number;
}

interface WritingPorts {
  texts: Pick<TraceTextDigests, 'putSegment' | 'remove'>;
  keptUntil?: number;
}

/** Segment after segment: memory holds one. */
export class TextWriting {
  private readonly of: ProjectHour;
  private readonly id: string;
  private readonly texts: Pick<TraceTextDigests, 'putSegment' | 'remove'>;
  private readonly keptUntil: number;
  private readonly shapes: SegmentShape[] = [];
  private readonly open: number[][] = emptyShards();
  private builder = new SegmentBuilder();
  private starts = emptyShards();
  private ttl = 0;

  /** Items go with their traces, or before them: epoch seconds. */
  constructor(of: ProjectHour, id: string, { texts, keptUntil = Number.POSITIVE_INFINITY }: WritingPorts) {
    this.of = of;
    this.id = id;
    this.texts = texts;
    this.keptUntil = keptUntil;
  }

  /** Without grams, a trace that every search has to read. */
  async add({ shard, start, ttl }: PlacedTrace, grams: Uint32Array | null): Promise<void> {
    if (grams === null) {
      this.open[shard]?.push(start);
      return;
    }
    if (!this.builder.hasRoomFor(grams.length)) await this.flush();
    this.builder.add(grams);
    this.starts[shard]?.push(start);
    this.ttl = Math.max(this.ttl, ttl);
  }

  openStarts(shard: number): readonly number[] {
    return this.open[shard] ?? [];
  }

  async finish(): Promise<void> {
    if (this.starts.some(({ length }) => length > 0)) await this.flush();
  }

  /** What a digest says of the text of a shard. */
  digestOf(shard: number, madeAt: number): TextDigest {
    return { id: this.id, madeAt, segments: this.shapes, openStarts: this.openStarts(shard) };
  }

  async undo(): Promise<void> {
    await this.texts.remove(this.of, textSortKeys(this.of.hour, { id: this.id, segments: this.shapes }));
  }

  private async flush(): Promise<void> {
    const content = this.builder.finish();
    const segment = this.shapes.length;
    // Before it is written: of a segment that is written in part that is removed, too.
    this.shapes.push({ count: content.count, rowBits: content.rowBits, partBits: content.partBits });
    const ttl = Math.min(this.ttl, this.keptUntil);
    await this.texts.putSegment({ ...this.of, id: this.id, segment, content, starts: this.starts, ttl });
    this.builder = new SegmentBuilder();
    this.starts = emptyShards();
    this.ttl = 0;
  }
}

function emptyShards(): number[][] {
  return Array.from({ length: shardCount }, () => []);
}
