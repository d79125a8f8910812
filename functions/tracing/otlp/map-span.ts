import type { Span } from '../../../shared/contract/span.ts';
import { applyRules } from '../dialects/alias.ts';
import { mapContent } from '../dialects/content/map-content.ts';
import { contextRules } from '../dialects/context-rules.ts';
import { readCost } from '../dialects/cost-rules.ts';
import { mapModelCall } from '../dialects/map-model-call.ts';
import { mapMetadata } from '../dialects/metadata-rules.ts';
import { isSimulatedSpan, readSimulated } from '../dialects/simulated-rules.ts';
import { mapStatus } from '../dialects/status-rules.ts';
import { spanType } from '../dialects/type-rules.ts';
import { readUsage } from '../dialects/usage/read-usage.ts';
import { readRecord } from '../export/span-record.ts';
import { timesOf } from '../span-times.ts';
import type { ModelLookup } from './model-lookup.ts';
import type { Attributes, OtlpScope, OtlpSpan } from './otlp-request.ts';
import { priceCall, withProvider } from './price-call.ts';

export interface MapContext {
  projectId: string;
  keyId: string | null;
  findModel: ModelLookup;
  resource: Attributes;
  scope: OtlpScope;
}

/** A span of OTLP, in whichever dialect, as the canonical record. It has been validated. */
export function mapSpan(span: OtlpSpan, context: MapContext): Span {
  const record = readRecord(span, context);
  if (record !== null) return record;
  const { attributes } = span;
  const { resource, scope } = context;
  const named = mapModelCall(span);
  const type = spanType(attributes, named !== null);
  const priced = named && context.findModel(named);
  const model = named && withProvider(named, priced);
  const usage = readUsage(attributes, { scope, provider: model?.provider ?? null });
  const isSimulated = isSimulatedSpan({ model, priced, said: readSimulated(attributes, resource) });
  const { startTimeUnixNano } = span;
  const { otherAttributes, ...content } = mapContent(span);
  return {
    projectId: context.projectId,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId === '' ? null : span.parentSpanId,
    name: span.name,
    type,
    ...timesOf(span.startTimeUnixNano, span.endTimeUnixNano),
    ...mapStatus(span),
    ...nothing(['service', 'environment', 'release', 'sessionId', 'userId'] as const),
    tags: [],
    ...applyRules(contextRules, resource),
    ...applyRules(contextRules, attributes),
    keyId: context.keyId,
    metadata: mapMetadata(span, resource, scope),
    model,
    usage,
    cost: priceCall({ type, usage, model, startTimeUnixNano, isSimulated }, priced, readCost(attributes)),
    ...content,
    attributes: otherAttributes,
    isSimulated,
  };
}

function nothing<K extends string>(fields: readonly K[]): Record<K, null> {
  return Object.fromEntries(fields.map((field) => [field, null])) as Record<K, null>;
}
