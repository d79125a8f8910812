import type { Span } from '../../../shared/contract/span.ts';
import { toMilliseconds } from '../../../shared/telemetry/nanos.ts';
import type { Attributes, OtlpSpan } from '../otlp/otlp-request.ts';
import { readFirstToken } from '../span-times.ts';
import { applyRule, applyRules } from './alias.ts';
import { eventAttributes } from './event-attributes.ts';
import { type ModelAttributes, modelRules, parameterAttributes, parameterObjects } from './model-rules.ts';
import { readJson, readText } from './readers.ts';

type ModelCall = NonNullable<Span['model']>;

/** When the first token of an answer came, RFC 3339; Langfuse's SDK writes it as a JSON text. */
const completionStart = 'langfuse.observation.completion_start_time';

/** The model call that a span tells of; null if it names no model. */
export function mapModelCall(span: OtlpSpan): Span['model'] {
  const { attributes } = span;
  const call = applyRules(modelRules, attributes);
  if (call.requestedModel === undefined && call.answeringModel === undefined) return null;
  const timeToFirstTokenMs = firstToken(span, call);
  return {
    operation: call.operation ?? 'chat',
    provider: call.provider ?? 'unknown',
    requestedModel: call.requestedModel ?? call.answeringModel ?? '',
    answeringModel: call.answeringModel ?? null,
    parameters: parametersOf(attributes),
    finishReasons: call.finishReasons ?? [],
    isStreamed: call.isStreamed ?? timeToFirstTokenMs !== null,
    timeToFirstTokenMs,
    ...promptOf(call),
  };
}

function firstToken(span: OtlpSpan, { secondsToFirstToken }: Partial<ModelAttributes>): number | null {
  const { events, attributes } = span;
  const inEvents = applyRules(modelRules, eventAttributes(events));
  const seconds = secondsToFirstToken ?? inEvents.secondsToFirstToken;
  if (seconds !== undefined) return readFirstToken(seconds * 1000);
  const at = Date.parse(readText(readJson(attributes[completionStart])) ?? '');
  return readFirstToken(at - toMilliseconds(span.startTimeUnixNano));
}

function parametersOf(attributes: Attributes): ModelCall['parameters'] {
  const single = Object.entries(parameterAttributes)
    .filter(([attribute]) => Object.hasOwn(attributes, attribute))
    .map(([attribute, name]) => [name, attributes[attribute]]);
  return { ...applyRule(parameterObjects, attributes), ...Object.fromEntries(single) };
}

function promptOf({ promptName, promptVersion }: Partial<ModelAttributes>): Pick<ModelCall, 'prompt'> {
  return promptName === undefined ? {} : { prompt: { name: promptName, version: promptVersion ?? null } };
}
