import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { TextDigest } from '../text-digests/text-digest.ts';
import type { Pattern } from '../trace-filter/filter.ts';
import { patternKey, toSoughtText } from './segment-search.ts';
import { TextItemReader } from './text-item-reader.ts';
import { type SegmentName, TextSegmentReading } from './text-segment-reading.ts';

/** What is known of the text of a shard of an hour, or of a slice of one. Times are milliseconds, both included. */
export interface HourTexts {
  /** Whether a trace that started then may hold a text. */
  mayHold(pattern: Pattern, first: number, last: number): boolean;
  /** When traces started that may hold any of the texts, ascending; null if that is not known. */
  startsBetween(first: number, last: number): readonly number[] | null;
}

/** What is known of text, by when the part of an hour begins that was digested, and by shard; of others nothing. */
export interface FoundTexts {
  of(from: number, shard: number): HourTexts | null;
  queryCount: number;
}

export interface WantedText {
  hour: number;
  /** Of the hour, or of the slice. */
  from: number;
  shard: number;
  texts: TextDigest;
}

interface TextQuery {
  projectId: string;
  /** In lower case. */
  patterns: readonly Pattern[];
  wanted: readonly WantedText[];
}

interface TextReadPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** Of a long text a few grams tell nearly as much as all of them, and each is another item to read; more where they tell too little. */
const partsPerRound = [4, 24];

/**
 * Which traces may hold texts: first the grams, then, of segments in which there is a trace with all of them, when it started. An
 * item that is gone, because the text was digested anew meanwhile, rules nothing out, and neither does one for which a busy table has
 * no time.
 */
export async function readTexts({ projectId, patterns, wanted }: TextQuery, ports: TextReadPorts): Promise<FoundTexts> {
  const texts = patterns.map(toSoughtText);
  const segments = segmentsOf(wanted).map((name) => new TextSegmentReading(name, texts));
  const reader = new TextItemReader(ports);
  for (const most of partsPerRound) {
    const items = await reader.readWhatCan(segments.flatMap((segment) => segment.partsToRead(projectId, most)));
    for (const segment of segments) segment.lookUp(items);
  }
  const starts = await reader.readWhatCan(segments.flatMap((segment) => segment.startsToRead(projectId)));
  for (const segment of segments) segment.takeStarts(starts);
  const byDigest = Map.groupBy(segments, ({ name }) => digestName(name));
  const tests = new Map(
    wanted.map((each) => {
      const own = byDigest.get(digestName({ hour: each.hour, id: each.texts.id })) ?? [];
      return [`${each.from} ${each.shard}`, textsOf(each, own, patterns)];
    }),
  );
  return { of: (from, shard) => tests.get(`${from} ${shard}`) ?? null, queryCount: reader.queryCount };
}

/** Those of several shards are the same. */
function segmentsOf(wanted: readonly WantedText[]): SegmentName[] {
  const digests = new Map(wanted.map(({ hour, texts }) => [digestName({ hour, id: texts.id }), { hour, ...texts }]));
  return [...digests.values()].flatMap(({ hour, id, segments }) =>
    segments.map((shape, segment) => ({ hour, id, segment, shape })),
  );
}

const digestName = ({ hour, id }: Pick<SegmentName, 'hour' | 'id'>): string => `${hour} ${id}`;

/** What may hold a text of one shard: by its grams, or because not all of its text is known. */
function textsOf(
  { shard, texts }: WantedText,
  own: readonly TextSegmentReading[],
  patterns: readonly Pattern[],
): HourTexts {
  const known = new Map<string, readonly number[] | null>();
  const startsOf = (pattern: Pattern) => {
    const key = patternKey(pattern);
    const found = known.get(key);
    if (found !== undefined) return found;
    const starts = own.map((segment) => segment.startsOf(key, shard));
    const all = starts.includes(null) ? null : [...texts.openStarts, ...starts.flatMap((each) => each ?? [])];
    const sorted = all?.sort((a, b) => a - b) ?? null;
    known.set(key, sorted);
    return sorted;
  };
  const between = (pattern: Pattern, first: number, last: number) => {
    const starts = startsOf(pattern);
    return starts?.slice(placeOf(starts, first), placeOf(starts, last + 1)) ?? null;
  };
  return {
    mayHold(pattern, first, last) {
      const starts = startsOf(pattern);
      return starts === null || (starts[placeOf(starts, first)] ?? Number.POSITIVE_INFINITY) <= last;
    },
    startsBetween(first, last) {
      const found = patterns.map((pattern) => between(pattern, first, last));
      return found.includes(null) ? null : [...new Set(found.flatMap((starts) => starts ?? []))].sort((a, b) => a - b);
    },
  };
}

/** Of the first that is not below. */
function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
