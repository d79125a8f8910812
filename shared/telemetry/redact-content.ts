import type { CallDecision } from '../contract/call-decision.ts';
import type { Span } from '../contract/span.ts';
import type { Payload } from './to-payload.ts';

/**
 * Attributes that hold what people and models wrote, in whichever dialect. What became input or output is not among a
 * span's attributes any more, but a span may say the same under several names.
 */
const contentAttributes: readonly RegExp[] = [
  /^gen_ai\.(input\.messages|output\.messages|system_instructions|prompt|completion|tool\.call\.(arguments|result))/,
  // What was asked for beside the messages: schemas, tools and words to stop at. Numbers of it are in the model's parameters.
  /^gen_ai\.(tool\.definitions|request\.stop_sequences|openai\.request\.response_format|event\.content)/,
  /^((llm|embedding)\.invocation_parameters|llm\.(request\.functions|chat\.stop_sequences)|langfuse\.observation\.model\.parameters)/,
  /^ai\.(settings\.(stopSequences|output)|schema)/,
  /^(input|output)\.(value|images)/,
  /^llm\.(input_messages|output_messages|prompts|choices|prompt_template|function_call|tools)/,
  /^(retrieval\.documents|reranker\.(query|input_documents|output_documents)|embedding\.(embeddings|text)|tool\.parameters)/,
  /^ai\.(prompt|values?$|embeddings?$|ranking|documents|toolCall\.(args|result)|request\.text|response\.(text|object|toolCalls|reasoning|files))/,
  /^traceloop\.entity\.(input|output)/,
  /^langfuse\.(observation|trace)\.(input|output|status_message)/,
  /^exception\.(message|stacktrace)/,
  // A whole span, as exports of Signalbox have it, that could not be read.
  /^signalbox\.span$/,
];

/** Whether an attribute may hold words of people or models. */
export function isContentAttribute(name: string): boolean {
  return contentAttributes.some((pattern) => pattern.test(name));
}

/** What is stored of a span in a project that does not capture content: sizes, usage and cost, but no words. */
export function redactContent(span: Span): Span {
  return {
    ...span,
    input: redact(span.input),
    output: redact(span.output),
    statusMessage: null,
    attributes: withoutContent(span.attributes),
    metadata: redactEvents(span.metadata),
    model: span.model && { ...span.model, parameters: plainParameters(span.model.parameters) },
    ...(span.decision ? { decision: redactDecision(span.decision) } : {}),
  };
}

/** Only numbers and switches: schemas, tools and predictions hold what people wrote. */
export function plainParameters(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => typeof value === 'number' || typeof value === 'boolean'),
  );
}

/** Providers repeat in their errors what they were sent. */
function redactDecision(decision: CallDecision): CallDecision {
  return { ...decision, attempts: decision.attempts.map((attempt) => ({ ...attempt, message: null })) };
}

function withoutContent(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !isContentAttribute(name)));
}

/** Events of OpenTelemetry may hold messages and stack traces. */
function redactEvents(metadata: Span['metadata']): Span['metadata'] {
  const { events, ...rest } = metadata;
  if (!Array.isArray(events)) return metadata;
  return {
    ...rest,
    events: events.map((event: { attributes?: Record<string, unknown> }) => ({
      ...event,
      attributes: withoutContent(event.attributes ?? {}),
    })),
  };
}

function redact(payload: Payload | null): Payload | null {
  return payload && { preview: '', value: null, bytes: payload.bytes, isTruncated: true };
}
