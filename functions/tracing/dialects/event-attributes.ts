import type { Attributes, OtlpEvent } from '../otlp/otlp-request.ts';

/** What all events of a span say; the last one counts. There may be more of them than a function has arguments. */
export function eventAttributes(events: readonly OtlpEvent[]): Attributes {
  const attributes: Attributes = {};
  for (const event of events) Object.assign(attributes, event.attributes);
  return attributes;
}
