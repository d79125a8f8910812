import { type JsonObject, objectsIn } from '../../../../shared/json/json-object.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readJson } from '../readers.ts';
import { unflatten } from './unflatten.ts';

/** `gen_ai.prompt.0.role`, `gen_ai.completion.0.content` and so on, as messages of a chat. Null if the span has none. */
export function readOpenLlmetryMessages(attributes: Attributes, prefix: string, role: string): JsonObject[] | null {
  const list = unflatten(attributes, prefix);
  return list === null ? null : objectsIn(list).map((each) => toMessage(each, role));
}

function toMessage(
  { tool_calls: toolCalls, finish_reason: _, content, ...rest }: JsonObject,
  role: string,
): JsonObject {
  return {
    role,
    ...rest,
    content: partsOf(content),
    ...(toolCalls === undefined ? {} : { tool_calls: objectsIn(toolCalls).map(toToolCall) }),
  };
}

/** Several parts travel as JSON text; any other text is what was said, even if it happens to be JSON. */
function partsOf(content: unknown): unknown {
  const parsed = typeof content === 'string' && content.startsWith('[{"type"') ? readJson(content) : content;
  return parsed ?? null;
}

function toToolCall({ id, name, arguments: json }: JsonObject): JsonObject {
  return { ...(id === undefined ? {} : { id }), type: 'function', function: { name, arguments: json } };
}
