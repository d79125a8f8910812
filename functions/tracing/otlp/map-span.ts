import type { Span } from '../../../shared/contract/span.ts';
import type { Cost, Usage } from '../../../shared/contract/usage.ts';
import { normalizeUsage } from '../../../shared/pricing/normalize-usage.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
import { compareNanos, millisecondsBetween, toMilliseconds, toTimestamp } from '../../../shared/telemetry/nanos.ts';
import { mapContent } from './map-content.ts';
import type { ModelLookup, PricedModel } from './model-lookup.ts';
import type { Attributes, OtlpScope, OtlpSpan } from './otlp-request.ts';
import { contentAttributes, errorRules } from './rules/content-rules.ts';
import { contextRules } from './rules/context-rules.ts';
import { type ModelAttributes, modelRules, parameterAttributes } from './rules/model-rules.ts';
import { applyRules } from './rules/rule.ts';
import { spanType } from './rules/type-rules.ts';
import { usageRules } from './rules/usage-rules.ts';

export interface MapContext {
  projectId: string;
  keyId: string | null;
  findModel: ModelLookup;
  resource: Attributes;
  scope: OtlpScope;
}

/** A span of OTLP as the canonical record. It has been validated. */
export function mapSpan(span: OtlpSpan, context: MapContext): Span {
  const { attributes } = span;
  const call = applyRules(modelRules, attributes);
  const namesModel = call.requestedModel !== undefined || call.answeringModel !== undefined;
  const type = spanType(call.operation, namesModel);
  const model = namesModel ? toModelCall(call, attributes) : null;
  const priced = model && context.findModel(model);
  const usage = readUsage(attributes);
  const isRepetition = type === 'agent' || type === 'workflow';
  return {
    projectId: context.projectId,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId === '' ? null : span.parentSpanId,
    name: span.name,
    type,
    ...timesOf(span),
    ...statusOf(span),
    ...nothing(['service', 'environment', 'release', 'sessionId', 'userId'] as const),
    ...applyRules(contextRules, context.resource),
    ...applyRules(contextRules, attributes),
    keyId: context.keyId,
    tags: [],
    metadata: metadataOf(span, context),
    model,
    usage,
    // An agent repeats what the calls below it cost.
    cost: usage !== null && model !== null && !isRepetition ? price(usage, priced, span) : null,
    ...mapContent(span),
    attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => !contentAttributes.has(name))),
    isSimulated: priced?.isSimulated ?? false,
  };
}

function nothing<K extends string>(fields: readonly K[]): Record<K, null> {
  return Object.fromEntries(fields.map((field) => [field, null])) as Record<K, null>;
}

function timesOf({ startTimeUnixNano: start, endTimeUnixNano }: OtlpSpan) {
  // A clock that was set back, or a span that never ended.
  const end = compareNanos(endTimeUnixNano, start) < 0 ? start : endTimeUnixNano;
  return {
    startTime: toTimestamp(start),
    endTime: toTimestamp(end),
    startTimeUnixNano: start,
    endTimeUnixNano: end,
    durationMs: millisecondsBetween(start, end),
  };
}

const statuses: Readonly<Record<number, Span['status']>> = { 1: 'ok', 2: 'error' };

function statusOf(span: OtlpSpan): Pick<Span, 'status' | 'errorType' | 'statusMessage'> {
  const exception = span.events.find((event) => event.name === 'exception')?.attributes ?? {};
  const { errorType = null, statusMessage = null } = applyRules(errorRules, { ...exception, ...span.attributes });
  return {
    status: statuses[span.statusCode] ?? 'unset',
    errorType,
    statusMessage: span.statusMessage || statusMessage,
  };
}

function toModelCall(call: Partial<ModelAttributes>, attributes: Attributes): NonNullable<Span['model']> {
  const parameters = Object.entries(parameterAttributes)
    .filter(([attribute]) => Object.hasOwn(attributes, attribute))
    .map(([attribute, name]) => [name, attributes[attribute]]);
  const seconds = call.secondsToFirstToken;
  return {
    operation: call.operation ?? 'chat',
    provider: call.provider ?? 'unknown',
    requestedModel: call.requestedModel ?? call.answeringModel ?? '',
    answeringModel: call.answeringModel ?? null,
    parameters: Object.fromEntries(parameters),
    finishReasons: call.finishReasons ?? [],
    isStreamed: call.isStreamed ?? seconds !== undefined,
    timeToFirstTokenMs: seconds === undefined || seconds < 0 ? null : seconds * 1000,
  };
}

/** OpenTelemetry's input count includes cached tokens; numbers that contradict it decide otherwise. */
function readUsage(attributes: Attributes): Usage | null {
  const reported = applyRules(usageRules, attributes);
  if (Object.keys(reported).length === 0) return null;
  return normalizeUsage({ ...reported, convention: 'inclusive' });
}

function price(usage: Usage, model: PricedModel | null, span: OtlpSpan): Cost {
  return priceUsage({
    usage,
    price: model?.price ?? null,
    priceTableVersion: model?.priceTableVersion ?? null,
    isSimulated: model?.isSimulated ?? false,
    at: toMilliseconds(span.startTimeUnixNano),
  });
}

/** What has no place of its own, verbatim. */
function metadataOf(span: OtlpSpan, { resource, scope }: MapContext): Span['metadata'] {
  return {
    kind: span.kind,
    scope,
    resource,
    ...(span.events.length === 0 ? {} : { events: span.events }),
    ...(span.links.length === 0 ? {} : { links: span.links }),
  };
}
