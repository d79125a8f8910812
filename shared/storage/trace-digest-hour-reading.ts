import { fromTextAttribute } from '../text-digests/text-digest.ts';
import { decodeRuns, digestFormat } from '../trace-digests/digest-codec.ts';
import type { StandingFences } from './trace-digest-fence.ts';
import {
  isDigestAttempt,
  isLateNote,
  isSliceHead,
  millisecondsPerHour,
  shardOfSortKey,
  sliceMilliseconds,
  sliceOfSortKey,
} from './trace-digest-keys.ts';
import type { DigestedHour, DigestedPart, LateStart } from './trace-digested-hour.ts';
import { shardCount } from './trace-keys.ts';
import { headOf, type SliceHead } from './trace-slice-digests.ts';

type Item = Readonly<Record<string, unknown>>;

/** Beyond that the rows are read rather than the notes: an import of history leaves a hundred thousand. */
export const maxNotesPerHour = 1000;

/** What is read of one hour: its notes first, then which slices count, then digests. */
export class HourReading {
  private readonly hour: number;
  private readonly fences: StandingFences;
  private readonly parts = new Map<number, DigestedPart[]>();
  private readonly lateStarts = new Map<number, Map<number, number>>();
  private noteCount = 0;
  private isUnknown = false;
  private head: SliceHead | null = null;

  constructor(hour: number, fences: StandingFences) {
    this.hour = hour;
    this.fences = fences;
  }

  take(item: Item): void {
    const sortKey = String(item['sk']);
    const shard = shardOfSortKey(sortKey);
    if (isLateNote(sortKey)) this.takeNote(item);
    else if (isSliceHead(sortKey)) this.takeHead(item);
    else if (shard !== null) this.takeHour(shard, item);
    else this.takeSlice(sortKey, item);
  }

  /** Whether nothing that comes after an item of the hour matters. */
  isOver(sortKey: string): boolean {
    const isWhole = shardOfSortKey(sortKey) === 0 && this.parts.size === shardCount;
    return this.isUnknown || isWhole || isDigestAttempt(sortKey);
  }

  finish(): DigestedHour {
    if (this.isUnknown) return { parts: new Map(), lateStarts: new Map() };
    const lateStarts = [...this.lateStarts].map(([shard, writes]): [number, LateStart[]] => {
      const starts = [...writes].map(([start, count]) => ({ start, writes: count }));
      return [shard, starts.sort((a, b) => b.start - a.start)];
    });
    return { parts: this.parts, lateStarts: new Map(lateStarts) };
  }

  /** A version before slices left notes without a start. */
  private takeNote({ start, shard }: Item): void {
    this.noteCount += 1;
    if (typeof start !== 'number' || typeof shard !== 'number' || this.noteCount > maxNotesPerHour) {
      this.isUnknown = true;
      return;
    }
    const writes = this.lateStarts.get(shard) ?? new Map<number, number>();
    this.lateStarts.set(shard, writes.set(start, (writes.get(start) ?? 0) + 1));
  }

  private takeHead(item: Item): void {
    if (item['fence'] === this.fences.slices) this.head = headOf(item);
  }

  private takeHour(shard: number, { format, fence, runs, texts }: Item): void {
    if (this.isUnknown || format !== digestFormat || fence !== this.fences.hours) return;
    const to = this.hour + millisecondsPerHour;
    const part = { from: this.hour, to, runs: decodeRuns(runs as Uint8Array, this.hour) };
    this.parts.set(shard, [{ ...part, texts: fromTextAttribute(texts) }]);
  }

  /** Where a shard has a digest of the hour, that one tells. Slices come newest first. */
  private takeSlice(sortKey: string, { format, shards }: Item): void {
    const named = sliceOfSortKey(sortKey);
    if (this.isUnknown || named === null || format !== digestFormat) return;
    const { slice, version } = named;
    if (this.head?.slices[slice] !== version) return;
    const texts = this.head.texts[slice] ?? [];
    for (const [shard, bytes] of (shards as Uint8Array[]).entries()) {
      const parts = this.parts.get(shard) ?? [];
      if (parts[0]?.to === this.hour + millisecondsPerHour && parts[0].from === this.hour) continue;
      const part = { from: slice, to: slice + sliceMilliseconds, runs: decodeRuns(bytes, this.hour) };
      this.parts.set(shard, [...parts, { ...part, texts: texts[shard] ?? null }]);
    }
  }
}
