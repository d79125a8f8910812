import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { unlessBusy } from '../aws/unless-busy.ts';
import { maxSegmentTraces } from '../text-digests/segment-builder.ts';
import { TraceIdTable, traceIdBytes } from '../text-digests/trace-id-table.ts';
import type { Pattern } from '../trace-filter/filter.ts';
import { type RecentList, RecentLists } from './recent-lists.ts';
import { recentPartKey, recentTracesKey } from './recent-text-keys.ts';
import { readRecentHead } from './recent-texts.ts';
import type { RecentSegment } from './recent-texts-head.ts';
import { patternKey, SegmentSearch, type SoughtText, toSoughtText } from './segment-search.ts';
import { type TextItemKey, TextItemReader, type TextItems } from './text-item-reader.ts';

/** What is known of the text of recent traces. */
export interface FoundRecentTexts {
  /** Turns to a trace; false if nothing is known of it in this version. A search asks for ten thousands of them. */
  turnTo(traceId: string, version: unknown): boolean;
  /** Whether the trace that was turned to may hold a text. */
  mayHold(pattern: Pattern): boolean;
  queryCount: number;
}

interface RecentQuery {
  projectId: string;
  /** In lower case. */
  patterns: readonly Pattern[];
  /** Traces that started in [from, to), epoch milliseconds. */
  from: number;
  to: number;
}

interface ReadPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

const recentLists = new RecentLists();

/** Segments are small, and many: of a rare text two items of each tell mostly all. */
const partsPerRound = [2, 24];

/** Items that are read at the same time: more take a page longer than what they tell saves. */
const maxItemsPerRound = 4000;

/**
 * What segments of recent text say. Nothing here has to be read consistently: an item that is gone, or for which a busy table has no time,
 * tells nothing, and whatever is said of a trace is said of one version of it, which whoever asks has read beside it.
 */
export async function readRecentTexts(
  query: RecentQuery,
  ports: ReadPorts,
  maxItems = maxItemsPerRound,
): Promise<FoundRecentTexts | null> {
  const { projectId, patterns } = query;
  const head = await unlessBusy(readRecentHead(projectId, ports, false));
  const segments = segmentsToRead(head?.segments ?? [], query, maxItems);
  if (segments.length === 0) return null;
  const texts = patterns.map(toSoughtText);
  const readings = segments.map((segment) => new RecentReading(projectId, segment, texts));
  const reader = new TextItemReader(ports);
  for (const [round, wanted] of partsPerRound.entries()) {
    const traces = round === 0 ? readings.flatMap((reading) => reading.tracesToRead()) : [];
    const unclear = readings.filter((reading) => !reading.isHeldByMany);
    const most = Math.min(wanted, Math.floor((maxItems - traces.length) / (unclear.length * texts.length)));
    const items = await reader.readWhatCan([...traces, ...unclear.flatMap((reading) => reading.partsToRead(most))]);
    for (const reading of readings) reading.lookUp(items);
  }
  const known = new KnownTraces(readings);
  return {
    turnTo: (traceId, version) => known.turnTo(traceId, version),
    mayHold: (pattern) => known.mayHold(pattern),
    queryCount: reader.queryCount + 1,
  };
}

/** Those that hold traces of the time, as many as may be read: what the oldest say is not known then. */
function segmentsToRead(
  segments: readonly RecentSegment[],
  { patterns, from, to }: RecentQuery,
  maxItems: number,
): RecentSegment[] {
  const own = segments.filter((each) => each.shape.count > 0 && each.to >= from && each.from < to);
  const [firstParts = 0] = partsPerRound;
  const most = Math.max(1, Math.floor(maxItems / (1 + firstParts * patterns.length)));
  return own.toSorted((a, b) => b.to - a.to).slice(0, most);
}

/** The traces of all segments. One that was written to after its text was read is in a later segment, too. */
class KnownTraces {
  private readonly readings: readonly RecentReading[];
  private readonly table: TraceIdTable;
  private readonly versions: number[] = [];
  /** Of each its segment and its place in it. */
  private readonly places: number[] = [];
  private reading: RecentReading | null = null;
  private place = 0;

  constructor(readings: readonly RecentReading[]) {
    this.readings = readings;
    this.table = new TraceIdTable(readings.reduce((sum, { list }) => sum + list.versions.length, 0));
    for (const [index, { list }] of readings.entries()) {
      const { versions, ids } = list;
      for (let place = 0; place < versions.length; place++) {
        const known = this.table.add(ids, place * traceIdBytes);
        const version = versions[place] ?? 0;
        if (version <= (this.versions[known] ?? 0)) continue;
        this.versions[known] = version;
        this.places[known] = index * maxSegmentTraces + place;
      }
    }
  }

  turnTo(traceId: string, version: unknown): boolean {
    const known = this.table.find(traceId);
    if (known < 0 || this.versions[known] !== version) return false;
    const found = this.places[known] ?? 0;
    this.reading = this.readings[Math.floor(found / maxSegmentTraces)] ?? null;
    this.place = found % maxSegmentTraces;
    return this.reading !== null;
  }

  mayHold(pattern: Pattern): boolean {
    return this.reading?.mayHold(pattern, this.place) ?? true;
  }
}

const noList: RecentList = { versions: [], ids: new Uint8Array() };

/** What one segment says of some texts, as far as it has been read. */
class RecentReading {
  readonly tracesKey: TextItemKey;
  /** Of the traces whose text it holds. */
  list: RecentList;
  private readonly segment: RecentSegment;
  private readonly searches: ReadonlyMap<string, SegmentSearch>;

  constructor(projectId: string, segment: RecentSegment, texts: readonly SoughtText[]) {
    this.segment = segment;
    this.tracesKey = recentTracesKey(projectId, segment.id);
    this.list = recentLists.find(segment.id) ?? noList;
    const sortKeyOf = (part: number) => recentPartKey(projectId, segment.id, part).sk;
    this.searches = new Map(texts.map(({ key, grams }) => [key, new SegmentSearch(grams, segment.shape, sortKeyOf)]));
  }

  /** Then more grams tell little: what is in one trace of four is soon found. */
  get isHeldByMany(): boolean {
    return [...this.searches.values()].some(({ places }) => (places?.length ?? 0) > this.segment.shape.count / 4);
  }

  partsToRead(most: number): TextItemKey[] {
    const sortKeys = new Set([...this.searches.values()].flatMap((search) => search.partsToRead(most)));
    const { pk } = this.tracesKey;
    return [...sortKeys].map((sk) => ({ pk, sk }));
  }

  /** The item that lists its traces, if no search before this one has read it. */
  tracesToRead(): TextItemKey[] {
    return this.list === noList ? [this.tracesKey] : [];
  }

  lookUp(items: TextItems): void {
    const listed = items.get(this.tracesKey.sk);
    const { id, shape } = this.segment;
    if (listed !== undefined) this.list = recentLists.keep(id, listed, shape.count);
    for (const search of this.searches.values()) search.lookUp(items);
  }

  /** True of a text that was not looked up. */
  mayHold(pattern: Pattern, place: number): boolean {
    return this.searches.get(patternKey(pattern))?.mayHold(place) ?? true;
  }
}
