import type { JsonObject } from '../../../../shared/json/json-object.ts';

/** A server-sent event that says its type twice, in its name and in its data, as Anthropic and OpenAI's responses do. */
export function namedEvent(event: JsonObject & { type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
