import type { Span } from '../../../../shared/contract/span.ts';
import { toPayload } from '../../../../shared/telemetry/to-payload.ts';
import type { Attributes, OtlpSpan } from '../../otlp/otlp-request.ts';
import { eventAttributes } from '../event-attributes.ts';
import { type ContentSource, type FoundContent, inputSources, outputSources } from './content-rules.ts';
import { readEventInput, readEventOutput } from './event-messages.ts';

interface Content extends Pick<Span, 'input' | 'output'> {
  /** What is not in input or output: those are kept once. */
  otherAttributes: Attributes;
}

/** What went in and what came out: messages of a model call, arguments and result of a tool. */
export function mapContent({ attributes, events }: OtlpSpan): Content {
  const input = findContent(inputSources, attributes);
  const output = findContent(outputSources, attributes);
  // Some instrumentations put content into events instead.
  const inEvents = eventAttributes(events);
  return {
    input: toPayloadOrNull((input ?? findContent(inputSources, inEvents))?.value ?? readEventInput(events)),
    output: toPayloadOrNull((output ?? findContent(outputSources, inEvents))?.value ?? readEventOutput(events)),
    otherAttributes: without([input, output], attributes),
  };
}

function findContent(sources: readonly ContentSource[], attributes: Attributes): FoundContent | null {
  for (const source of sources) {
    const found = source.read(attributes);
    if (found !== null) return found;
  }
  return null;
}

function toPayloadOrNull(value: NonNullable<unknown> | null): Span['input'] {
  return value === null ? null : toPayload(value);
}

function without(contents: readonly (FoundContent | null)[], attributes: Attributes): Attributes {
  const kept = new Set(contents.flatMap((found) => found?.attributes ?? []));
  if (kept.size === 0) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !kept.has(name)));
}
