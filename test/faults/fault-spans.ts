import type { Span } from '../../shared/contract/span.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import { buildCall, buildSpan, hexOf, testProjectId } from '../support/build-span.ts';
import { type Batch, type FaultPlan, plannedHours } from './fault-plan.ts';

export const faultModels = ['openai/gpt-5-mini', 'openai/gpt-5', 'anthropic/claude-opus-4-5'] as const;

export interface ExpectedTotals {
  spans: number;
  tokens: number;
  costNanoUsd: number;
}

/** The record of a batch, the same however often it is made. */
export function recordOf(batch: Batch): IngestionRecord {
  const spans = Array.from({ length: batch.to - batch.from }, (_, index) => spanOf(batch, batch.from + index));
  return { projectId: testProjectId, source: 'otlp', receivedAt: batch.receivedAt, spans };
}

function spanOf({ trace, version }: Batch, index: number): Span {
  const traceId = traceIdOf(trace);
  // Traces start all over the hours; the spans of one within two minutes.
  const at = ((trace * 7_919_000) % (plannedHours * 3_600_000 - 200_000)) + ((index * 37) % 110_000);
  const common = {
    ...{ traceId, spanId: hexOf(`${trace} ${index}`, 16), at, durationMs: 500 + (index % 900) + version * 1_000 },
    environment: trace % 3 === 0 ? 'production' : 'staging',
    sessionId: `session ${trace % 50}`,
  };
  if (index === 0) return buildSpan({ ...common, parentSpanId: null, type: 'agent', name: `agent ${trace % 12}` });
  const model = faultModels[trace % faultModels.length] ?? '';
  return buildCall({
    ...common,
    parentSpanId: hexOf(`${trace} ${Math.floor((index - 1) / 8)}`, 16),
    tokens: tokensOf(trace, index, version),
    model: {
      ...{ operation: 'chat', provider: model.split('/')[0] ?? '', requestedModel: model, answeringModel: null },
      ...{ parameters: {}, finishReasons: ['stop'], isStreamed: true, timeToFirstTokenMs: 100 + (index % 400) },
    },
    status: index % 41 === 0 ? 'error' : 'ok',
    errorType: index % 41 === 0 ? 'provider_unavailable' : null,
  });
}

/** In, and as many out, at a nano-dollar each. */
function tokensOf(trace: number, index: number, version: number): number {
  return 1 + ((trace * 31 + index * 17) % 97) + (version - 1) * 1_000;
}

/** How many different versions of spans are sent: each span once, and some in a later version. */
export function sentVersions({ versions }: FaultPlan): number {
  return versions.reduce((total, ofTrace) => total + ofTrace.reduce((sum, version) => sum + version, 0), 0);
}

/** What traces and rollups have to add up to. */
export function expectedTotals(plan: FaultPlan): ExpectedTotals {
  const totals = { spans: 0, tokens: 0, costNanoUsd: 0 };
  for (const { spans, tokens, costNanoUsd } of expectedTraces(plan).values()) {
    totals.spans += spans;
    totals.tokens += tokens;
    totals.costNanoUsd += costNanoUsd;
  }
  return totals;
}

/** What each trace has to add up to, by its id. */
export function expectedTraces({ versions }: FaultPlan): Map<string, ExpectedTotals> {
  return new Map(
    versions.map((ofTrace, trace) => {
      const tokens = ofTrace.reduce(
        (sum, version, index) => sum + (index === 0 ? 0 : 2 * tokensOf(trace, index, version)),
        0,
      );
      return [traceIdOf(trace), { spans: ofTrace.length, tokens, costNanoUsd: tokens }];
    }),
  );
}

export function traceIdOf(trace: number): string {
  return hexOf(`faulty ${trace}`, 32);
}
