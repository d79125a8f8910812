import { readCoveredTraces } from '../text-digests/covered-traces.ts';

/** The traces of a segment, in its order: their versions, and their ids, one after the other. */
export interface RecentList {
  versions: readonly number[];
  ids: Uint8Array;
}

/** 24 bytes each. */
const maxHeldTraces = 200_000;

/**
 * Lists that searches of this process have read. What a segment knows never changes, and every search of the next 50 minutes asks for it
 * again. Those that were not asked for longest go first.
 */
export class RecentLists {
  private readonly lists = new Map<string, RecentList>();
  private readonly maxTraces: number;
  private traceCount = 0;

  constructor(maxTraces = maxHeldTraces) {
    this.maxTraces = maxTraces;
  }

  find(segmentId: string): RecentList | null {
    const list = this.lists.get(segmentId);
    if (list === undefined) return null;
    this.lists.delete(segmentId);
    this.lists.set(segmentId, list);
    return list;
  }

  /** Of the bytes of its item the first `count` traces. */
  keep(segmentId: string, bytes: Uint8Array, count: number): RecentList {
    const { versions, idsAt } = readCoveredTraces(bytes);
    // A copy: the bytes may be part of a larger answer.
    const list = { versions: versions.slice(0, count), ids: bytes.slice(idsAt) };
    this.drop(segmentId);
    this.lists.set(segmentId, list);
    this.traceCount += list.versions.length;
    for (const oldest of this.lists.keys()) {
      if (this.traceCount <= this.maxTraces) break;
      this.drop(oldest);
    }
    return list;
  }

  private drop(segmentId: string): void {
    this.traceCount -= this.lists.get(segmentId)?.versions.length ?? 0;
    this.lists.delete(segmentId);
  }
}
