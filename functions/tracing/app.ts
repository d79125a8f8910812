import type { Hono } from 'hono';
import { getIngestion } from '../../shared/contract/ingestion.ts';
import { ingestSpans } from '../../shared/contract/native-spans.ts';
import { getSpan, listSpans } from '../../shared/contract/trace-spans.ts';
import { getTrace, ingestLangfuseTraces, ingestOtlpTraces, listTraces } from '../../shared/contract/tracing.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import { createCompressedApi } from '../../shared/http/create-compressed-api.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { ModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import type { TraceRepository } from '../../shared/storage/trace-repository.ts';
import type { BlobStore } from '../../shared/telemetry/blob-store.ts';
import type { DurableTelemetrySink } from '../../shared/telemetry/create-telemetry-sink.ts';
import { answerTrace } from './answer-trace.ts';
import { answerTraces } from './answer-traces.ts';
import { type DeletionPorts, serveDeletions } from './deletion/serve-deletions.ts';
import { serveGroups } from './groups/serve-groups.ts';
import { type MetricsPorts, serveMetrics } from './metrics/serve-metrics.ts';
import { serveQueries } from './queries/serve-queries.ts';
import type { RawArchive } from './raw/raw-archive.ts';
import { answerIngestion, type IngestionPorts } from './reconciliation/answer-ingestion.ts';
import { type ReplayPorts, serveReplays } from './replays/serve-replays.ts';
import type { ScorePorts } from './scores/score-ports.ts';
import { serveScores } from './scores/serve-scores.ts';
import { answerSpan } from './spans/answer-span.ts';
import { answerSpans } from './spans/answer-spans.ts';
import { serveTags, type TagPorts } from './tags/serve-tags.ts';
import { takeNativeSpans } from './take-native-spans.ts';
import { takeOtlpTraces } from './take-otlp-traces.ts';
import { serveViews, type ViewPorts } from './views/serve-views.ts';

export interface TracingPorts extends ApiPorts, MetricsPorts, ViewPorts {
  traces: TraceRepository;
  blobs: BlobStore;
  sink: Pick<DurableTelemetrySink, 'send' | 'sendUnarchived'>;
  clock: Clock;
  /** What became of accepted spans. */
  ingestion: Omit<IngestionPorts, 'clock'>;
  /** What people and programs say of traces. */
  annotations: ScorePorts & TagPorts;
  deleting: DeletionPorts;
  /** Requests as they were received. */
  archive: RawArchive;
  /** Requests that are read again. */
  replaying: Omit<ReplayPorts, 'clock'>;
  /** What projects say otherwise about models and their prices. */
  overrides: Pick<ModelOverrideRepository, 'list'>;
}

/** The trace store over HTTP: list and read traces, take spans in OTLP. */
export function createApp(ports: TracingPorts): Hono {
  const { app, serve } = createCompressedApi(ports);
  serve(listTraces, (call) => answerTraces(call, ports));
  serveQueries({ serve }, ports);
  serve(getTrace, (call) => answerTrace(call, ports));
  serve(listSpans, (call) => answerSpans(call, ports));
  serve(getSpan, (call) => answerSpan(call, ports));
  serve(ingestSpans, (call) => takeNativeSpans(call, ports));
  for (const route of [ingestOtlpTraces, ingestLangfuseTraces]) serve(route, (call) => takeOtlpTraces(call, ports));
  serve(getIngestion, async (call) => await answerIngestion(call, { ...ports.ingestion, clock: ports.clock }));
  serveViews({ serve }, ports);
  serveGroups({ serve }, ports);
  serveScores({ serve }, ports.annotations);
  serveTags({ serve }, ports.annotations);
  serveDeletions({ serve }, ports.deleting);
  serveMetrics({ serve }, ports);
  serveReplays({ serve }, { ...ports.replaying, clock: ports.clock });
  return app;
}
