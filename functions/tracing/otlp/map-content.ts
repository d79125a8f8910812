import type { Span } from '../../../shared/contract/span.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import type { OtlpSpan } from './otlp-request.ts';
import { contentRules } from './rules/content-rules.ts';
import { applyRules } from './rules/rule.ts';

/** What went in and what came out: messages of a model call, arguments and result of a tool. */
export function mapContent(span: OtlpSpan): Pick<Span, 'input' | 'output'> {
  const sources = [...span.events.map((event) => event.attributes), span.attributes];
  const content = Object.assign({}, ...sources.map((attributes) => applyRules(contentRules, attributes))) as Partial<
    Record<keyof typeof contentRules, unknown>
  >;
  const { messages, instructions, answer, toolArguments, toolResult } = content;
  return {
    input: toPayloadOrNull(withInstructions(instructions, messages) ?? toolArguments),
    output: toPayloadOrNull(answer ?? toolResult),
  };
}

/** Instructions that are reported beside the messages are the system's message. */
function withInstructions(instructions: unknown, messages: unknown): unknown {
  if (instructions === undefined) return messages;
  const system = { role: 'system', parts: Array.isArray(instructions) ? instructions : [instructions] };
  return Array.isArray(messages) ? [system, ...messages] : messages === undefined ? [system] : [system, messages];
}

function toPayloadOrNull(value: unknown): Span['input'] {
  return value === undefined ? null : toPayload(value);
}
