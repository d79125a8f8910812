import { gramsOfPattern } from '../text-digests/text-grams.ts';
import { partOfGram, type SegmentShape, tracesWithGram } from '../text-digests/text-segment.ts';
import { decodeStarts } from '../text-digests/trace-starts.ts';
import type { Pattern } from '../trace-filter/filter.ts';
import { shardCount } from './trace-keys.ts';
import { type TextItemName, textPartSortKey, textStartsSortKey } from './trace-text-keys.ts';

export type SegmentName = TextItemName & { shape: SegmentShape };

/** What has been read, by sort key. */
export type TextItems = ReadonlyMap<string, Uint8Array>;

export const patternKey = (pattern: Pattern): string => pattern.join('\0');

/** So few traces are soon read. */
const fewTraces = 4;

/** What a segment says of some texts, as far as it has been read. */
export class TextSegmentReading {
  readonly name: SegmentName;
  private readonly searches: ReadonlyMap<string, PatternSearch>;
  private shards: readonly (readonly number[])[] | null = null;

  constructor(name: SegmentName, patterns: readonly Pattern[]) {
    this.name = name;
    this.searches = new Map(patterns.map((pattern) => [patternKey(pattern), new PatternSearch(pattern, name)]));
  }

  /** Sort keys of the items to read next, so that of each text that many traces may hold as many parts are known. */
  partsToRead(most: number): string[] {
    return [...new Set([...this.searches.values()].flatMap((search) => search.partsToRead(most)))];
  }

  lookUp(items: TextItems): void {
    for (const search of this.searches.values()) search.lookUp(items);
  }

  /** The item that tells when traces started, if that has to be known. */
  startsToRead(): string[] {
    const isHeld = [...this.searches.values()].some(({ places }) => places !== null && places.length > 0);
    return isHeld ? [textStartsSortKey(this.name)] : [];
  }

  takeStarts(items: TextItems): void {
    const bytes = items.get(textStartsSortKey(this.name));
    this.shards = bytes === undefined ? null : decodeStarts(bytes, this.name.hour, shardCount);
  }

  /** When traces of a shard started that may hold a text, ascending; null if that is not known. */
  startsOf(pattern: string, shard: number): readonly number[] | null {
    const places = this.searches.get(pattern)?.places ?? null;
    if (places === null || places.length === 0) return places;
    return this.shards && startsAt(places, this.shards, shard);
  }
}

/** Traces of a segment that may hold one text. */
class PatternSearch {
  /** Null as long as nothing is known. */
  places: readonly number[] | null = null;
  private readonly name: SegmentName;
  /** By the part that knows of them, in the order of their hashes: so what is left out is left out by chance. */
  private readonly grams: Map<number, number[]>;
  private isGone = false;

  constructor(pattern: Pattern, name: SegmentName) {
    this.name = name;
    const grams = gramsOfPattern(pattern).sort((a, b) => a - b);
    this.grams = Map.groupBy(grams, (gram) => partOfGram(gram, name.shape));
  }

  partsToRead(most: number): string[] {
    const isClear = this.isGone || (this.places !== null && this.places.length <= fewTraces);
    return isClear ? [] : [...this.grams.keys()].slice(0, most).map((part) => textPartSortKey(this.name, part));
  }

  /** Takes the parts that are there, each once. If the first is gone, so is the whole digest of this text. */
  lookUp(items: TextItems): void {
    for (const [part, grams] of this.grams) {
      const bytes = items.get(textPartSortKey(this.name, part));
      if (bytes === undefined) continue;
      for (const gram of grams) this.keep(tracesWithGram(gram, bytes, this.name.shape));
      this.grams.delete(part);
    }
    this.isGone ||= this.places === null;
  }

  private keep(places: readonly number[]): void {
    const others = new Set(places);
    this.places = this.places === null ? places : this.places.filter((place) => others.has(place));
  }
}

function startsAt(places: readonly number[], shards: readonly (readonly number[])[], shard: number): number[] {
  const starts = shards[shard] ?? [];
  const first = shards.slice(0, shard).reduce((sum, { length }) => sum + length, 0);
  const own = places.filter((place) => place >= first && place < first + starts.length);
  return own.map((place) => starts[place - first] ?? 0);
}
