import { type JsonObject, objectsIn } from '../../../../shared/json/json-object.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readJson } from '../readers.ts';
import type { FoundContent } from './content-rules.ts';
import { namesBelow, unflatten } from './unflatten.ts';

/** What is taken, by its name after the prefix; the reason of an end and what else a tool call says stay among the attributes. */
const inMessages = /^\d+\.((?!finish_reason$|tool_calls\.).+|tool_calls\.\d+\.(id|name|arguments))$/;

/** `gen_ai.prompt.0.role`, `gen_ai.completion.0.content` and so on, as messages of a chat. Null if the span has none. */
export function readOpenLlmetryMessages(from: Attributes, prefix: string, role: string): FoundContent | null {
  const list = unflatten(from, prefix);
  if (list === null) return null;
  const value = objectsIn(list).map((each) => toMessage(each, role));
  return { value, attributes: namesBelow(prefix, from, inMessages) };
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
