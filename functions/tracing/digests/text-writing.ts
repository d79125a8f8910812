import type { TextProgress } from '../../../shared/storage/text-progress.ts';
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
  /** Of a run before, which this one goes on with. */
  progress?: WrittenText | undefined;
}

/** What has been written of a text that is not finished. */
export type WrittenText = Pick<TextProgress, 'shard' | 'start' | 'text' | 'openStarts'>;

/** Segment after segment: memory holds one. */
export class TextWriting {
  private readonly of: ProjectHour;
  private readonly id: string;
  private readonly texts: Pick<TraceTextDigests, 'putSegment' | 'remove'>;
  private readonly keptUntil: number;
  private readonly shapes: SegmentShape[];
  private readonly open: number[][];
  private last: Pick<TextProgress, 'shard' | 'start'> | null;
  private builder = new SegmentBuilder();
  private starts = emptyShards();
  private ttl = 0;

  /** Items go with their traces, or before them: epoch seconds. */
  constructor(of: ProjectHour, id: string, { texts, keptUntil = Number.POSITIVE_INFINITY, progress }: WritingPorts) {
    this.of = of;
    this.id = id;
    this.texts = texts;
    this.keptUntil = keptUntil;
    this.shapes = [...(progress?.text.segments ?? [])];
    this.open = emptyShards().map((none, shard) => [...(progress?.openStarts[shard] ?? none)]);
    this.last = progress ?? null;
  }

  /** Without grams, a trace that every search has to read. */
  async add({ shard, start, ttl }: PlacedTrace, grams: Uint32Array | null): Promise<void> {
    this.last = { shard, start };
    if (grams === null) {
      // Who goes on meets those of the same millisecond once more.
      if (this.open[shard]?.includes(start) === false) this.open[shard]?.push(start);
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

  /** When the last trace started that was added, or was before this run; its millisecond may hold others. */
  get lastAdded(): Pick<TextProgress, 'shard' | 'start'> | null {
    return this.last;
  }

  /** Writes what there is so far, so that another run can go on; null if there is nothing. */
  async pause(): Promise<WrittenText | null> {
    await this.finish();
    if (this.last === null) return null;
    const text = { id: this.id, segments: this.shapes };
    return { shard: this.last.shard, start: this.last.start, text, openStarts: this.open };
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
