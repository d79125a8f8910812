import type { PlaceSet } from '../text-digests/place-set.ts';
import { gramsOfPattern, type SoughtGram } from '../text-digests/sought-grams.ts';
import { partOfGram, type SegmentShape, tracesWithGram } from '../text-digests/text-segment.ts';
import type { Pattern } from '../trace-filter/filter.ts';
import type { TextItems } from './text-item-reader.ts';

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

/** Traces of a segment that may hold one text, as far as its parts have been read. */
export class SegmentSearch {
  /** Null as long as nothing is known. */
  places: readonly number[] | null = null;
  private readonly shape: SegmentShape;
  private readonly sortKeyOf: (part: number) => string;
  /** By the part that knows of them; those first that tell most. */
  private readonly left: Map<number, SoughtGram[]>;
  /** Those that are being read, by sort key. */
  private asked: ReadonlyMap<string, readonly SoughtGram[]> = new Map();
  private traces: PlaceSet | null = null;
  private isGone = false;

  constructor(grams: readonly SoughtGram[], shape: SegmentShape, sortKeyOf: (part: number) => string) {
    this.shape = shape;
    this.sortKeyOf = sortKeyOf;
    this.left = Map.groupBy(grams, ({ gram }) => partOfGram(gram, shape));
  }

  /** Sort keys of the items to read next, at most so many; none once few traces are left. */
  partsToRead(most: number): string[] {
    const isClear = this.isGone || (this.places !== null && this.places.length <= fewTraces);
    const next = isClear ? [] : [...this.left].slice(0, most);
    for (const [part] of next) this.left.delete(part);
    this.asked = new Map(next.map(([part, grams]) => [this.sortKeyOf(part), grams]));
    return [...this.asked.keys()];
  }

  /** Takes the parts that are there. If none is, the whole digest is gone. */
  lookUp(items: TextItems): void {
    for (const [sortKey, grams] of this.asked) {
      const bytes = items.get(sortKey);
      if (bytes !== undefined) for (const gram of grams) this.keep(tracesWithGram(gram, bytes, this.shape));
    }
    this.places = this.traces?.places() ?? null;
    this.isGone ||= this.traces === null;
  }

  /** Whether the trace at a place may hold the text: true as long as nothing is known. */
  mayHold(place: number): boolean {
    return this.traces === null || this.traces.has(place);
  }

  private keep(found: PlaceSet): void {
    if (this.traces === null) this.traces = found;
    else this.traces.intersect(found);
  }
}
