import type { CallNeed } from '../../shared/contract/route-condition.ts';
import type { Cost, Usage } from '../../shared/contract/usage.ts';
import { isObject } from '../../shared/json/json-object.ts';
import type { CallFacts } from '../../shared/routing/call-facts.ts';
import { readCallNeeds } from '../../shared/routing/read-call-needs.ts';
import type { StoredSpan } from '../../shared/telemetry/stored-span.ts';

/** A call of the past, as a dry run sees it. */
export interface PastCall {
  traceId: string;
  facts: CallFacts;
  askedFor: string;
  route: string | null;
  answeredBy: string | null;
  usage: Usage | null;
  cost: Cost | null;
}

/**
 * The call that a span tells of; null unless it went through the gateway to a chat model. An attempt that another one made
 * good is part of a call, not one of its own.
 */
export function callOfSpan(span: StoredSpan): PastCall | null {
  const { model, decision, usage, cost, traceId } = span;
  if (model === null || model.isSuperseded || span.type !== 'llm' || !isOfGateway(span)) return null;
  const route = decision?.route?.name ?? null;
  const answered = decision?.attempts.find(({ outcome }) => outcome === 'answered')?.model ?? null;
  return {
    ...{ traceId, route, usage, cost },
    facts: factsOf(span, model),
    askedFor: route ?? model.requestedModel,
    answeredBy: answered ?? (span.status === 'error' ? null : model.requestedModel),
  };
}

/** The gateway notes the request's id; spans from elsewhere have none. */
function isOfGateway({ decision, attributes }: StoredSpan): boolean {
  return (decision ?? null) !== null || 'signalbox.request.id' in attributes;
}

function factsOf(span: StoredSpan, { parameters, isStreamed }: NonNullable<StoredSpan['model']>): CallFacts {
  const { sessionId, userId, keyId, environment } = span;
  return {
    ...{ sessionId, userId, keyId, environment, isStreamed },
    requestId: String(span.attributes['signalbox.request.id'] ?? span.spanId),
    estimatedInputTokens: span.usage?.input ?? 0,
    maxOutputTokens: numberIn(parameters['max_completion_tokens']) ?? numberIn(parameters['max_tokens']),
    needs: needsOf(span, parameters),
    metadata: textsIn(span.metadata),
    at: Date.parse(span.startTime),
    remainingBudgetFraction: null,
  };
}

/** Messages that were not kept, or lie apart because they are large, tell of images only through the usage. */
function needsOf({ input, usage }: StoredSpan, parameters: Readonly<Record<string, unknown>>): CallNeed[] {
  const messages = input !== null && 'value' in input ? input.value : [];
  const needs = new Set(readCallNeeds({ ...parameters, messages }));
  if ((usage?.imageInput ?? 0) > 0) needs.add('vision');
  return [...needs];
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function textsIn(metadata: unknown): Record<string, string> {
  const entries = Object.entries(isObject(metadata) ? metadata : {});
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
