import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { patternsToFind } from '../text-digests/patterns-to-find.ts';
import { compileDigestTest, type DigestTest } from '../trace-digests/compile-digest-test.ts';
import { definitionOf } from '../trace-filter/fields.ts';
import type { Filter, Pattern } from '../trace-filter/filter.ts';
import { createTraceMatcher, type TraceMatcher } from '../trace-filter/match-trace.ts';
import type { FoundRecentTexts } from './read-recent-texts.ts';
import { recentMilliseconds } from './recent-texts.ts';
import { readStandingFences, type StandingFences } from './trace-digest-fence.ts';
import { sliceOf } from './trace-digest-keys.ts';
import { rangesToRead } from './trace-digest-ranges.ts';
import { type DayDigests, readDayDigests } from './trace-digest-reads.ts';
import type { DigestedHours } from './trace-digested-hour.ts';
import { dayOf, millisecondsPerDay, shardCount, timePartition, timeRange, traceIndexKeys } from './trace-keys.ts';
import { sliceDigestedAfterMilliseconds } from './trace-late-notes.ts';
import type { KeyRanges, TimePartition } from './trace-partition.ts';
import { attributesBesideText } from './trace-search-condition.ts';
import { eitherRulesOut, ruledOut, ruledOutOfRecent, textedUpTo, textsToRead } from './trace-text-ranges.ts';
import type { FoundTexts, WantedText } from './trace-text-reads.ts';

export interface SearchRange {
  from: number;
  newestDay: number;
  oldestDay: number;
  /** Sort keys from `first` to below `end`. */
  first: string;
  end: string;
}

/** A partition, and what to read of it. */
export type PartitionPart = TimePartition & KeyRanges;

/** Partitions that hold the same time, and the sort key above which they hold everything. */
export interface PartitionGroup {
  partitions: readonly PartitionPart[];
  bottom: string;
}

/** Groups that are read side by side, newest first, and how many queries it took to know what to read. */
export interface SearchWave {
  groups: readonly PartitionGroup[];
  queryCount: number;
}

/** Days are read in waves: one first, because it mostly suffices, then more at a time. */
const maxDaysPerWave = 8;

/** From the end of a range, or from where a page ended in it, down to its start. */
export function searchRange(from: number, end: string): SearchRange {
  const start = Math.max(0, Math.trunc(from));
  // A bound without a trace id leaves its own millisecond out.
  const newest = Number(end.slice(0, 14)) - (end.includes('#') ? 0 : 1);
  return { from: start, newestDay: dayOf(newest), oldestDay: dayOf(start), first: timeRange(start, 0)[0], end };
}

/**
 * Where to look, newest first. A filter that fixes the session or the user is answered from their index: a partition that holds
 * nothing else. Of days, what digests tell of the filter is left out.
 */
export async function* searchWaves(
  projectId: string,
  filter: Filter,
  range: SearchRange,
  ports: WavePorts,
): AsyncGenerator<SearchWave> {
  const fixed = fixedPartition(projectId, filter);
  const test = fixed === null ? compileDigestTest(filter) : null;
  if (fixed !== null) {
    yield { groups: [{ partitions: [{ ...fixed, ...wholeRange(range) }], bottom: range.first }], queryCount: 0 };
  } else if (test === null) yield* dayWaves(projectId, range);
  else {
    const fences = await readStandingFences(ports, (ports.clock ?? systemClock)());
    const patterns = patternsToFind(filter);
    const matches = createTraceMatcher(filter);
    const sieveAttributes = [...attributesBesideText(filter), 'version'];
    yield* digestedWaves({ projectId, range, test, patterns, matches, sieveAttributes, fences }, ports);
  }
}

interface WavePorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  clock?: Clock;
}

function wholeRange({ first, end }: SearchRange): KeyRanges {
  return { ranges: [{ first, end, rowCount: null }], skipped: [] };
}

function* dayWaves(projectId: string, range: SearchRange): Generator<SearchWave> {
  const { newestDay, oldestDay } = range;
  let size = 1;
  for (let day = newestDay; day >= oldestDay; size = Math.min(size * 2, maxDaysPerWave)) {
    const days = Array.from({ length: Math.min(size, day - oldestDay + 1) }, (_, index) => day - index);
    const groups = days.map((each) =>
      dayGroup(projectId, each, timeRange(0, each * millisecondsPerDay)[1], () => wholeRange(range)),
    );
    yield { groups, queryCount: 0 };
    day -= days.length;
  }
}

function dayGroup(
  projectId: string,
  day: number,
  bottom: string,
  rangesOf: (shard: number) => KeyRanges,
): PartitionGroup {
  const partitions = Array.from(
    { length: shardCount },
    (_, shard): PartitionPart => ({
      index: 'byTime',
      partition: timePartition(projectId, day, shard),
      ...rangesOf(shard),
    }),
  );
  return { partitions, bottom };
}

interface DigestedSearch {
  projectId: string;
  range: SearchRange;
  test: DigestTest;
  /** Texts of which digests of text can tell. */
  patterns: readonly Pattern[];
  matches: TraceMatcher;
  /** What of a row tells that these texts rule it out. */
  sieveAttributes: readonly string[];
  /** Null if no digest can be believed. */
  fences: StandingFences | null;
}

/** As `dayWaves`; where the digests of a day are too many to be read at once, the next wave goes on in it. */
async function* digestedWaves(search: DigestedSearch, ports: WavePorts): AsyncGenerator<SearchWave> {
  const { oldestDay, from } = search.range;
  let size = 1;
  for (let to = endOf(search.range); to > from; size = Math.min(size * 2, maxDaysPerWave)) {
    const newest = dayOf(to - 1);
    const days = Array.from({ length: Math.min(size, newest - oldestDay + 1) }, (_, index) => newest - index);
    const read = await Promise.all(days.map((day) => readDay(search, day, to, ports)));
    const cut = read.findIndex(({ isWhole }) => !isWhole);
    const taken = cut < 0 ? read : read.slice(0, cut + 1);
    const planned = await Promise.all(taken.map((day) => planDay(search, day, ports)));
    to = taken.at(-1)?.readDownTo ?? from;
    const queryCount = [...read, ...planned].reduce((sum, part) => sum + part.queryCount, 0);
    yield { groups: planned.map(({ group }) => group), queryCount };
  }
}

/** The first millisecond that is beyond a range. */
function endOf({ end }: SearchRange): number {
  return Number(end.slice(0, 14)) + (end.includes('#') ? 1 : 0);
}

interface ReadDay extends DayDigests {
  day: number;
  to: number;
  isWhole: boolean;
}

/** What digests say of a day, from `before` down. What is too young to have a digest is not asked for one. */
async function readDay(search: DigestedSearch, day: number, before: number, ports: WavePorts): Promise<ReadDay> {
  const { projectId, range, fences } = search;
  const { clock = systemClock } = ports;
  const from = Math.max(range.from, day * millisecondsPerDay);
  const to = Math.min(before, (day + 1) * millisecondsPerDay);
  const isYoung = from >= sliceOf(clock() - sliceDigestedAfterMilliseconds);
  const none: DayDigests = { hours: new Map(), readDownTo: from, queryCount: 0 };
  const read = isYoung || fences === null ? none : await readDayDigests({ projectId, from, to, fences }, ports);
  return { ...read, day, to, isWhole: read.readDownTo <= from };
}

/** What to read of the index of a day, and how many queries it took to know. */
async function planDay(search: DigestedSearch, { day, to, hours, readDownTo }: ReadDay, ports: WavePorts) {
  const { projectId, range, test, patterns } = search;
  const wanted = patterns.length === 0 ? [] : textsToRead({ from: readDownTo, to }, hours, test);
  const [texts, recent] = await Promise.all([
    readTextsOf(search, wanted, ports),
    readRecent(search, { hours, from: readDownTo, to }, ports),
  ]);
  const bottom = timeRange(readDownTo, 0)[0];
  const query = { from: readDownTo, to, end: range.end };
  const group = dayGroup(projectId, day, bottom, (shard) => {
    const rulesOut = eitherRulesOut([
      texts && ruledOut(hours, shard, texts, search.matches),
      recent && ruledOutOfRecent(recent, search.matches),
    ]);
    const sieve = rulesOut && { attributes: search.sieveAttributes, rulesOut };
    return { ...rangesToRead(query, hours, shard, test, texts), sieve };
  });
  return { group, queryCount: (texts?.queryCount ?? 0) + (recent?.queryCount ?? 0) };
}

/** What reads text is loaded by the first search for one: most filters have none. */
async function readTextsOf(
  { projectId, patterns }: DigestedSearch,
  wanted: readonly WantedText[],
  ports: WavePorts,
): Promise<FoundTexts | null> {
  if (wanted.length === 0) return null;
  const { readTexts } = await import('./trace-text-reads.ts');
  return await readTexts({ projectId, patterns, wanted }, ports);
}

/** What is known of traces that are too young to be in a text of their hour, or of a slice of it. */
async function readRecent(
  { projectId, patterns }: DigestedSearch,
  { hours, from, to }: { hours: DigestedHours; from: number; to: number },
  ports: WavePorts,
): Promise<FoundRecentTexts | null> {
  const { clock = systemClock } = ports;
  const isOld = to <= clock() - recentMilliseconds;
  if (patterns.length === 0 || isOld) return null;
  const { readRecentTexts } = await import('./read-recent-texts.ts');
  return await readRecentTexts({ projectId, patterns, from: Math.max(from, textedUpTo(hours)), to }, ports);
}

function fixedPartition(projectId: string, filter: Filter): TimePartition | null {
  const sessionId = fixedValue(filter, 'session');
  const userId = fixedValue(filter, 'user');
  if (sessionId === null && userId === null) return null;
  const keys = traceIndexKeys({ projectId, traceId: '', startMilliseconds: 0, sessionId, userId });
  // A session is the smaller of the two.
  if (keys['sessionPk'] !== undefined) return { index: 'bySession', partition: keys['sessionPk'] };
  return { index: 'byUser', partition: keys['userPk'] ?? '' };
}

/** The only value of an identifier that a fitting trace can have. */
export function fixedValue(filter: Filter, field: 'session' | 'user'): string | null {
  if (filter.kind === 'and')
    return filter.of.map((each) => fixedValue(each, field)).find((value) => value !== null) ?? null;
  if (filter.kind === 'exact' && filter.field === field) return filter.value;
  const isWhole = filter.kind === 'field' && filter.field === field && filter.pattern.length === 1;
  return isWhole && definitionOf(field).isIdentifier ? filter.pattern[0] : null;
}
