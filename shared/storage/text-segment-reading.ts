import type { PlaceSet } from '../text-digests/place-set.ts';
import { gramsOfPattern, type SoughtGram } from '../text-digests/sought-grams.ts';
import { partOfGram, type SegmentShape, tracesWithGram } from '../text-digests/text-segment.ts';
import { decodeStarts } from '../text-digests/trace-starts.ts';
import type { Pattern } from '../trace-filter/filter.ts';
import { shardCount } from './trace-keys.ts';
import { type TextItemName, textPartSortKey, textStartsSortKey } from './trace-text-keys.ts';

export type SegmentName = TextItemName & { shape: SegmentShape };

/** What has been read, by sort key. */
export type TextItems = ReadonlyMap<string, Uint8Array>;

export const patternKey = (pattern: Pattern): string => pattern.join('\0');

/** A text, and what is looked up of it in each segment. */
export interface SoughtText {
  key: string;
  grams: readonly SoughtGram[];
}

export function toSoughtText(pattern: Pattern): SoughtText {
  return { key: patternKey(pattern), grams: gramsOfPattern(pattern) };
}

/** So few traces are soon read. */
const fewTraces = 4;

/** What a segment says of some texts, as far as it has been read. */
export class TextSegmentReading {
  readonly name: SegmentName;
  private readonly searches: ReadonlyMap<string, TextSearch>;
  private shards: readonly (readonly number[])[] | null = null;

  constructor(name: SegmentName, texts: readonly SoughtText[]) {
    this.name = name;
    this.searches = new Map(texts.map(({ key, grams }) => [key, new TextSearch(grams, name)]));
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
class TextSearch {
  /** Null as long as nothing is known. */
  places: readonly number[] | null = null;
  private readonly name: SegmentName;
  /** By the part that knows of them; those first that tell most. */
  private readonly left: Map<number, SoughtGram[]>;
  /** Those that are being read, by sort key. */
  private asked: ReadonlyMap<string, readonly SoughtGram[]> = new Map();
  private traces: PlaceSet | null = null;
  private isGone = false;

  constructor(grams: readonly SoughtGram[], name: SegmentName) {
    this.name = name;
    this.left = Map.groupBy(grams, ({ gram }) => partOfGram(gram, name.shape));
  }

  partsToRead(most: number): string[] {
    const isClear = this.isGone || (this.places !== null && this.places.length <= fewTraces);
    const next = isClear ? [] : [...this.left].slice(0, most);
    for (const [part] of next) this.left.delete(part);
    this.asked = new Map(next.map(([part, grams]) => [textPartSortKey(this.name, part), grams]));
    return [...this.asked.keys()];
  }

  /** Takes the parts that are there. If none is, the whole digest is gone. */
  lookUp(items: TextItems): void {
    for (const [sortKey, grams] of this.asked) {
      const bytes = items.get(sortKey);
      if (bytes !== undefined) for (const gram of grams) this.keep(tracesWithGram(gram, bytes, this.name.shape));
    }
    this.places = this.traces?.places() ?? null;
    this.isGone ||= this.traces === null;
  }

  private keep(found: PlaceSet): void {
    if (this.traces === null) this.traces = found;
    else this.traces.intersect(found);
  }
}

function startsAt(places: readonly number[], shards: readonly (readonly number[])[], shard: number): number[] {
  const starts = shards[shard] ?? [];
  const first = shards.slice(0, shard).reduce((sum, { length }) => sum + length, 0);
  const own = places.filter((place) => place >= first && place < first + starts.length);
  return own.map((place) => starts[place - first] ?? 0);
}
