import type { SegmentShape } from '../text-digests/text-segment.ts';
import { decodeStarts } from '../text-digests/trace-starts.ts';
import { SegmentSearch, type SoughtText } from './segment-search.ts';
import type { TextItemKey, TextItems } from './text-item-reader.ts';
import { shardCount } from './trace-keys.ts';
import { type TextItemName, textPartition, textPartSortKey, textStartsSortKey } from './trace-text-keys.ts';

export type SegmentName = TextItemName & { shape: SegmentShape };

/** What a segment says of some texts, as far as it has been read. */
export class TextSegmentReading {
  readonly name: SegmentName;
  private readonly searches: ReadonlyMap<string, SegmentSearch>;
  private shards: readonly (readonly number[])[] | null = null;

  constructor(name: SegmentName, texts: readonly SoughtText[]) {
    this.name = name;
    const sortKeyOf = (part: number) => textPartSortKey(name, part);
    this.searches = new Map(texts.map(({ key, grams }) => [key, new SegmentSearch(grams, name.shape, sortKeyOf)]));
  }

  /** The items to read next, so that of each text that many traces may hold as many parts are known. */
  partsToRead(projectId: string, most: number): TextItemKey[] {
    const sortKeys = new Set([...this.searches.values()].flatMap((search) => search.partsToRead(most)));
    return [...sortKeys].map((sk) => ({ pk: textPartition(projectId, this.name.hour), sk }));
  }

  lookUp(items: TextItems): void {
    for (const search of this.searches.values()) search.lookUp(items);
  }

  /** The item that tells when traces started, if that has to be known. */
  startsToRead(projectId: string): TextItemKey[] {
    const isHeld = [...this.searches.values()].some(({ places }) => places !== null && places.length > 0);
    return isHeld ? [{ pk: textPartition(projectId, this.name.hour), sk: textStartsSortKey(this.name) }] : [];
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

function startsAt(places: readonly number[], shards: readonly (readonly number[])[], shard: number): number[] {
  const starts = shards[shard] ?? [];
  const first = shards.slice(0, shard).reduce((sum, { length }) => sum + length, 0);
  const own = places.filter((place) => place >= first && place < first + starts.length);
  return own.map((place) => starts[place - first] ?? 0);
}
