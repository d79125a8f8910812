import type { Span } from '../../../../shared/contract/span.ts';
import { toPayload } from '../../../../shared/telemetry/to-payload.ts';
import type { Attributes, OtlpSpan } from '../../otlp/otlp-request.ts';
import { type ContentSource, inputSources, outputSources } from './content-rules.ts';

interface Content extends Pick<Span, 'input' | 'output'> {
  /** What is not in input or output: those are kept once. */
  otherAttributes: Attributes;
}

/** What went in and what came out: messages of a model call, arguments and result of a tool. */
export function mapContent({ attributes, events }: OtlpSpan): Content {
  const input = findContent(inputSources, attributes);
  const output = findContent(outputSources, attributes);
  // Some instrumentations put content into events instead.
  const inEvents: Attributes = Object.assign({}, ...events.map((event) => event.attributes));
  const used = [input?.source, output?.source].flatMap((source) => source?.attributes ?? []);
  return {
    input: toPayloadOrNull(input ?? findContent(inputSources, inEvents)),
    output: toPayloadOrNull(output ?? findContent(outputSources, inEvents)),
    otherAttributes: without(used, attributes),
  };
}

interface Found {
  source: ContentSource;
  value: unknown;
}

function findContent(sources: readonly ContentSource[], attributes: Attributes): Found | null {
  for (const source of sources) {
    const value = source.read(attributes);
    if (value !== null) return { source, value };
  }
  return null;
}

function toPayloadOrNull(found: Found | null): Span['input'] {
  return found && toPayload(found.value);
}

function without(used: readonly string[], attributes: Attributes): Attributes {
  const isUsed = (name: string) => used.some((each) => (each.endsWith('.') ? name.startsWith(each) : name === each));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !isUsed(name)));
}
