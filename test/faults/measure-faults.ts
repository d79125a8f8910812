import { createModelLookup } from '../../functions/tracing/otlp/model-lookup.ts';
import { decodeRawObject, readRawContent } from '../../functions/tracing/raw/decode-raw-object.ts';
import { rawPrefix } from '../../functions/tracing/raw/raw-key.ts';
import type { Span, TraceSummary } from '../../shared/contract/span.ts';
import type { HourCounts } from '../../shared/storage/ingestion-counts.ts';
import { hourOf, millisecondsPerHour } from '../../shared/storage/ingestion-counts-keys.ts';
import { testProjectId, testTime } from '../support/build-span.ts';
import type { TraceStage } from '../support/trace-stage.ts';
import { type FaultPlan, plannedHours } from './fault-plan.ts';
import { type ExpectedTotals, expectedTraces, traceIdOf } from './fault-spans.ts';

export interface FaultTotals {
  traces: ExpectedTotals;
  /** Traces of the list that add up to something else than what was sent of them, or that nobody sent; and those that are missing. */
  wrongTraces: number;
  rollups: ExpectedTotals;
  /** The sums over models, which have to be those over everything. */
  rollupsByModel: Omit<ExpectedTotals, 'spans'>;
  /** Per hour of acceptance. */
  counts: HourCounts[];
  /** Spans that come back when traces are read whole: of the largest, and of a few others. */
  readBack: { traces: number; spans: number; expected: number };
  /** Different spans that the archive has, and versions of them: a replay brings back no others. */
  archived: { spans: number; versions: number };
}

const range = { projectId: testProjectId, from: testTime, to: testTime + (plannedHours + 1) * millisecondsPerHour };

/** What can be seen afterwards, read as people read it. */
export async function measureFaults(stage: TraceStage, plan: FaultPlan): Promise<FaultTotals> {
  const traces = await listTraces(stage);
  const byModel = await rollupTotals(stage, 'model');
  await stage.ingestionCounts();
  const hours = Array.from({ length: plannedHours }, (_, index) => hourOf(testTime) + index * millisecondsPerHour);
  return {
    traces: sumOf(traces),
    wrongTraces: countWrong(traces, expectedTraces(plan)),
    rollups: await rollupTotals(stage, 'all'),
    rollupsByModel: { tokens: byModel.tokens, costNanoUsd: byModel.costNanoUsd },
    counts: await Promise.all(
      hours.map(async (hour) => (await stage.ingestion.counts.read(testProjectId, hour)).counts),
    ),
    readBack: await readBack(stage, plan),
    archived: await countArchived(stage),
  };
}

async function listTraces(stage: TraceStage): Promise<TraceSummary[]> {
  const traces: TraceSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await stage.traces.list({ ...range, limit: 200, cursor });
    traces.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return traces;
}

function sumOf(traces: readonly TraceSummary[]): ExpectedTotals {
  const totals = { spans: 0, tokens: 0, costNanoUsd: 0 };
  for (const { spanCount, totalTokens, costNanoUsd } of traces) {
    totals.spans += spanCount;
    totals.tokens += totalTokens;
    totals.costNanoUsd += costNanoUsd ?? 0;
  }
  return totals;
}

function countWrong(traces: readonly TraceSummary[], expected: ReadonlyMap<string, ExpectedTotals>): number {
  const isRight = ({ traceId, spanCount, totalTokens, costNanoUsd }: TraceSummary) => {
    const { spans, tokens, costNanoUsd: cost } = expected.get(traceId) ?? {};
    return spanCount === spans && totalTokens === tokens && costNanoUsd === cost;
  };
  const right = new Set(traces.filter(isRight).map(({ traceId }) => traceId));
  return traces.length - right.size + (expected.size - right.size);
}

async function rollupTotals(stage: TraceStage, dimension: 'all' | 'model'): Promise<ExpectedTotals> {
  const buckets = await stage.rollups.read({ ...range, granularity: 'hour', dimension });
  const sum = (measure: string) => buckets.reduce((total, { measures }) => total + (measures[measure] ?? 0), 0);
  return { spans: sum('spanCount'), tokens: sum('tokens.total'), costNanoUsd: sum('costNanoUsd') };
}

async function readBack(stage: TraceStage, { spanCounts }: FaultPlan): Promise<FaultTotals['readBack']> {
  const numbers = new Set([0, ...Array.from({ length: 20 }, (_, index) => spanCounts.length - 1 - index)]);
  const result = { traces: 0, spans: 0, expected: 0 };
  for (const trace of numbers) {
    if (spanCounts[trace] === undefined) continue;
    const stored = await stage.traces.get(testProjectId, traceIdOf(trace));
    result.traces += 1;
    result.spans += stored?.spans.length ?? 0;
    result.expected += spanCounts[trace] ?? 0;
  }
  return result;
}

async function countArchived({ rawStore }: TraceStage): Promise<FaultTotals['archived']> {
  const spans = new Set<string>();
  const versions = new Set<string>();
  for await (const key of archivedKeys(rawStore)) {
    for (const { traceId, spanId, endTimeUnixNano } of await spansIn(key, rawStore)) {
      spans.add(`${traceId} ${spanId}`);
      versions.add(`${traceId} ${spanId} ${endTimeUnixNano}`);
    }
  }
  return { spans: spans.size, versions: versions.size };
}

async function* archivedKeys(rawStore: TraceStage['rawStore']): AsyncGenerator<string> {
  let after: string | null = null;
  for (let isLast = false; !isLast; ) {
    const page = await rawStore.list(rawPrefix, after);
    for (const { key } of page.objects) yield key;
    after = page.objects.at(-1)?.key ?? after;
    isLast = page.isLast;
  }
}

async function spansIn(key: string, rawStore: TraceStage['rawStore']): Promise<Span[]> {
  const object = await rawStore.get(key);
  const content = object === null ? null : await readRawContent(object);
  if (content?.kind !== 'records') throw new Error(`${key} holds no records.`);
  return content.records.flatMap((record) => record.spans);
}

/**
 * What traces add up to in another stage, which is empty, after everything in the archive was replayed into it, as the worker of
 * replays does, without faults.
 */
export async function replayFaults({ rawStore }: TraceStage, empty: TraceStage): Promise<ExpectedTotals> {
  for await (const key of archivedKeys(rawStore)) {
    const object = await rawStore.get(key);
    if (object === null) throw new Error(`${key} is gone.`);
    const { records } = await decodeRawObject(key, object, createModelLookup([]));
    await empty.sink().send(records);
    const failed = await empty.work(await empty.receive());
    if (failed.length > 0) throw new Error(`${key} cannot be stored.`);
  }
  return sumOf(await listTraces(empty));
}
