import type { TraceSummary } from '../../shared/contract/span.ts';
import { mapConcurrently } from '../../shared/telemetry/map-concurrently.ts';
import type { RoutingPorts } from './app.ts';
import { callOfSpan, type PastCall } from './call-of-span.ts';

export interface RecentCalls {
  /** Newest first. */
  calls: PastCall[];
  /** False if reading stopped before there were enough and before the range was at its end. */
  isComplete: boolean;
}

export interface RecentCallsQuery {
  projectId: string;
  limit: number;
  /** Only calls by this route; null for all. */
  route: string | null;
}

const day = 86_400_000;
const rangeMilliseconds = 30 * day;
/** Clocks run apart a little: a call made now is among them. */
const clockToleranceMilliseconds = 60_000;
const tracesPerPage = 100;
const concurrentReads = 12;
/** Reads of traces that a dry run may cost: with few model calls among many traces it ends before it has enough. */
const maxTraces = 3_000;
/** API Gateway gives up after 29 s. */
const maxMilliseconds = 15_000;
/** To find a handful of calls in a trace of ten thousands of spans, all of it would have to be read. */
const maxSpansPerTrace = 2_000;

/** The last calls through the gateway, from the traces of the last 30 days; bounded in time and reads. */
export async function readRecentCalls(
  { traces, clock }: Pick<RoutingPorts, 'traces' | 'clock'>,
  { projectId, limit, route }: RecentCallsQuery,
): Promise<RecentCalls> {
  const startedAt = clock();
  const range = { projectId, from: startedAt - rangeMilliseconds, to: startedAt + clockToleranceMilliseconds };
  const calls: PastCall[] = [];
  let read = 0;
  let skipped = 0;
  let cursor: string | null = '';
  do {
    const page = await traces.list({ ...range, limit: tracesPerPage, cursor: cursor || undefined });
    const withCalls = page.items.filter(({ models }) => models.length > 0);
    const small = withCalls.filter(({ spanCount }) => spanCount <= maxSpansPerTrace);
    skipped += withCalls.length - small.length;
    read += page.items.length;
    const found = await mapConcurrently(small, concurrentReads, (trace) => callsOf(trace, traces));
    calls.push(...found.flat().filter((call) => route === null || call.route === route));
    cursor = page.nextCursor;
  } while (cursor !== null && calls.length < limit && read < maxTraces && clock() - startedAt < maxMilliseconds);
  const newest = calls.toSorted((left, right) => right.facts.at - left.facts.at).slice(0, limit);
  return { calls: newest, isComplete: skipped === 0 && (calls.length >= limit || cursor === null) };
}

async function callsOf(
  { projectId, traceId }: TraceSummary,
  traces: Pick<RoutingPorts['traces'], 'get'>,
): Promise<PastCall[]> {
  const trace = await traces.get(projectId, traceId);
  return (trace?.spans ?? []).flatMap((span) => callOfSpan(span) ?? []);
}
