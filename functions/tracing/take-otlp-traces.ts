import type { Span } from '../../shared/contract/span.ts';
import type { ingestLangfuseTraces, ingestOtlpTraces } from '../../shared/contract/tracing.ts';
import type { Call } from '../../shared/http/create-api.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import type { TracingPorts } from './app.ts';
import { exportResponse } from './otlp/export-response.ts';
import { type MapContext, mapSpan } from './otlp/map-span.ts';
import { createModelLookup } from './otlp/model-lookup.ts';
import type { DecodedSpan, OtlpSpanGroup } from './otlp/otlp-request.ts';
import { readOtlpBody } from './otlp/read-otlp-body.ts';
import { findFault, withoutZeroParent } from './otlp/validate-span.ts';

type Ports = Pick<TracingPorts, 'sink' | 'clock' | 'overrides'>;

/** Takes an export request of OTLP: answers when its spans are durable, and names those that cannot be. */
export async function takeOtlpTraces(
  call: Call<typeof ingestOtlpTraces | typeof ingestLangfuseTraces>,
  ports: Ports,
): Promise<Response> {
  const { contentType, groups } = await readOtlpBody(call.request, call.rawBody);
  const findModel = createModelLookup(await ports.overrides.list(call.projectId));
  const keyId = call.principal.kind === 'key' ? call.principal.id : null;
  const { spans, rejection } = mapGroups(groups, { projectId: call.projectId, keyId, findModel });
  await ports.sink.send(toRecords(call.projectId, spans, ports.clock()));
  return exportResponse(contentType, rejection);
}

type Context = Omit<MapContext, 'resource' | 'scope'>;

function mapGroups(groups: readonly OtlpSpanGroup[], context: Context) {
  const spans: Span[] = [];
  const reasons = new Map<string, number>();
  for (const { resource, scope, spans: decoded } of groups) {
    for (const each of decoded) {
      const mapped = mapOne(each, { ...context, resource, scope });
      if (typeof mapped === 'string') reasons.set(mapped, (reasons.get(mapped) ?? 0) + 1);
      else spans.push(mapped);
    }
  }
  return { spans, rejection: { count: [...reasons.values()].reduce((sum, count) => sum + count, 0), reasons } };
}

/** The canonical span, or why there is none. A span that breaks the mapping costs only itself. */
function mapOne(decoded: DecodedSpan, context: MapContext): Span | string {
  if ('unreadable' in decoded) return decoded.unreadable;
  const span = withoutZeroParent(decoded);
  try {
    return findFault(span) ?? mapSpan(span, context);
  } catch {
    return 'the span cannot be mapped';
  }
}

/** One record, and later one pack, for the spans of each trace. */
function toRecords(projectId: string, spans: readonly Span[], receivedAt: number): IngestionRecord[] {
  return [...Map.groupBy(spans, (span) => span.traceId).values()].map((ofTrace) => ({
    projectId,
    source: 'otlp',
    receivedAt,
    spans: ofTrace,
  }));
}
