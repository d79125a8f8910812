import { traceSummarySchema } from '../contract/span.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import type { Filter } from '../trace-filter/filter.ts';
import { createTraceMatcher, type TraceMatcher } from '../trace-filter/match-trace.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import type { TraceReadPorts } from './trace-packs.ts';
import type { Row } from './trace-partition.ts';
import { attributesOf, toSearchCondition } from './trace-search-condition.ts';
import { cursorAfter, type SearchRequest, type SearchStart, startOfSearch } from './trace-search-cursor.ts';
import { createTraceScan, type TraceScan } from './trace-search-scan.ts';
import { searchWaves } from './trace-search-source.ts';
import { matchesSpans } from './trace-search-text.ts';

export interface TraceSearchQuery extends SearchStart {
  projectId: string;
  filter: Filter;
  /** Attributes of META that the caller needs of each row; what the filter needs is read anyway. */
  attributes: readonly string[];
  /** Rows that one query of the index reads. */
  pageSize: number;
  /** Rows that one step looks at. */
  stepSize: number;
  bounds: SearchBounds;
}

export interface SearchBounds {
  maxQueries: number;
  maxMilliseconds: number;
}

export interface SearchStep {
  /** Traces that fit, newest first, below those of the steps before. */
  rows: Row[];
  /** Every trace above this was looked at. */
  position: string;
  /** The range is used up. */
  isDone: boolean;
  /** Traces looked at so far by somebody who takes what is above a position, which is that of this step or one above it. */
  searchedDownTo(position: string): number;
}

export type TraceSearchPorts = TraceReadPorts & { clock?: Clock };

/** Attributes of META that a summary is made of, and the routes that filters look at. */
export const summaryAttributes: readonly string[] = [...Object.keys(traceSummarySchema.shape), 'routes'];

/** Traces whose spans are read at the same time, if no more spans than that are waited for: it is mostly waiting. */
const concurrentTraces = 32;
const concurrentSpans = 20_000;

/**
 * Traces that fit a filter, newest first, step by step: until the range is used up, the bounds are reached, or the caller has
 * enough. What DynamoDB can judge it judges; what the summary can tell is told from it; only then are spans read.
 */
export async function* searchTraces(query: TraceSearchQuery, ports: TraceSearchPorts): AsyncGenerator<SearchStep> {
  const { bounds, filter, range } = query;
  // DynamoDB refuses a range that ends before it starts.
  if (range.end <= range.first) return;
  const { clock = systemClock } = ports;
  const deadline = clock() + bounds.maxMilliseconds;
  const scan = scanOf(query, ports);
  const judge = new Judge(query, { ...ports, isOver: () => clock() >= deadline });
  const stepSize = needsSpans(filter) ? Math.min(query.stepSize, concurrentTraces) : query.stepSize;
  let judgedCount = 0;
  for (;;) {
    const step = await scan.next(stepSize);
    const { fitting, judged } = await judge.judge(step.rows);
    judgedCount += judged;
    const isCut = judged < step.rows.length;
    const reached = isCut ? (step.rows[judged - 1]?.sortKey ?? range.end) : step.position;
    const isDone = reached <= range.first;
    const position = isDone ? range.first : reached;
    const lookedAt = judgedCount + scan.keptBackCount;
    yield { rows: fitting, position, isDone, searchedDownTo: (to) => lookedAt + scan.skippedDownTo(to) };
    if (isDone || isCut || scan.queryCount >= bounds.maxQueries || clock() >= deadline) return;
  }
}

/** A search for one that reads on for longer than a page: an export, a count. */
export interface LongSearchQuery extends SearchRequest {
  projectId: string;
  attributes?: readonly string[];
  bounds: SearchBounds;
}

export interface LongSearch {
  steps: AsyncIterable<SearchStep>;
  /** The cursor that goes on below a position, after these traces were taken. */
  cursorAfter(position: string, traceIds: readonly string[]): string;
}

const longPageSize = 1000;

export function openSearch(query: LongSearchQuery, ports: TraceSearchPorts): LongSearch {
  const start = startOfSearch(query);
  const { projectId, filter, attributes = summaryAttributes, bounds } = query;
  const sizes = { pageSize: longPageSize, stepSize: longPageSize };
  return {
    steps: searchTraces({ projectId, ...start, filter, attributes, ...sizes, bounds }, ports),
    cursorAfter: (position, traceIds) => cursorAfter(position, traceIds, start, filter),
  };
}

function scanOf(query: TraceSearchQuery, ports: TraceSearchPorts): TraceScan {
  const { projectId, range, filter, attributes, pageSize } = query;
  return createTraceScan(
    {
      projectId,
      waves: searchWaves(projectId, filter, range, ports),
      first: range.first,
      end: range.end,
      condition: toSearchCondition(filter),
      attributes: [...attributes, ...attributesOf(filter), ...(needsSpans(filter) ? ['spanCount'] : [])],
      pageSize,
    },
    ports,
  );
}

export function needsSpans(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(needsSpans);
  return filter.kind === 'text' || (filter.kind === 'not' && needsSpans(filter.of));
}

/** Tells the rows that fit from those that do not, in order, as long as there is time. */
class Judge {
  private readonly matches: TraceMatcher;
  /** A trace whose first span comes late moves down while others are read, and is met again. */
  private readonly found = new Set<string>();
  private readonly query: TraceSearchQuery;
  private readonly ports: TraceReadPorts & { isOver: () => boolean };

  constructor(query: TraceSearchQuery, ports: TraceReadPorts & { isOver: () => boolean }) {
    this.matches = createTraceMatcher(query.filter);
    this.query = query;
    this.ports = ports;
  }

  async judge(rows: readonly Row[]): Promise<{ fitting: Row[]; judged: number }> {
    const verdicts = rows.map((row) => this.verdictOf(row));
    let judged = verdicts.includes(null) ? 0 : rows.length;
    while (judged < rows.length) {
      const end = endOfBatch(rows, verdicts, judged);
      const unknown = placesOfUnknown(verdicts, judged, end);
      // One batch is always judged, so that every search comes further.
      if (unknown.length > 0 && judged > 0 && this.ports.isOver()) break;
      const fits = await mapConcurrently(unknown, concurrentTraces, (place) => this.fits(rows[place]));
      for (const [index, place] of unknown.entries()) verdicts[place] = fits[index] === true;
      judged = end;
    }
    const fits = rows.filter((_, place) => place < judged && verdicts[place] === true);
    return { fitting: fits.filter(({ traceId }) => this.found.size < this.found.add(traceId).size), judged };
  }

  private verdictOf({ traceId, item }: Row): boolean | null {
    if (this.query.shown.has(traceId) || this.found.has(traceId)) return false;
    return this.matches(item as FilterableTrace);
  }

  private async fits(row: Row | undefined): Promise<boolean> {
    if (row === undefined) return false;
    const { projectId } = this.query;
    const trace = { ...(row.item as FilterableTrace), traceId: row.traceId, projectId };
    return await matchesSpans(trace, this.matches, this.ports);
  }
}

type Verdicts = readonly (boolean | null)[];

/** Below the rows from `start` on that may be read at the same time. */
function endOfBatch(rows: readonly Row[], verdicts: Verdicts, start: number): number {
  let spans = 0;
  let unknown = 0;
  for (let place = start; place < rows.length; place++) {
    if (verdicts[place] !== null) continue;
    unknown += 1;
    spans += (rows[place]?.item['spanCount'] as number | undefined) ?? 1;
    if (unknown > 1 && (unknown > concurrentTraces || spans > concurrentSpans)) return place;
  }
  return rows.length;
}

function placesOfUnknown(verdicts: Verdicts, start: number, end: number): number[] {
  const places: number[] = [];
  for (let place = start; place < end; place++) if (verdicts[place] === null) places.push(place);
  return places;
}
