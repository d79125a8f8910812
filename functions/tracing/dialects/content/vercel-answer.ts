import type { JsonObject } from '../../../../shared/json/json-object.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readJson } from '../readers.ts';

/** What a model answered, of which the AI SDK spreads the parts: an object, or a message. Null if there is nothing. */
export function readVercelAnswer(attributes: Attributes): unknown {
  const object = readJson(attributes['ai.response.object']);
  if (object !== null) return object;
  const text = attributes['ai.response.text'];
  const toolCalls = readJson(attributes['ai.response.toolCalls']);
  const reasoning = attributes['ai.response.reasoning'];
  if (toolCalls === null && reasoning === undefined) return text ?? null;
  const message: JsonObject = { role: 'assistant', content: text ?? null };
  if (reasoning !== undefined) message['reasoning_content'] = reasoning;
  if (toolCalls !== null) message['tool_calls'] = toolCalls;
  return message;
}
