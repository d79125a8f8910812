import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { parseCallArguments } from '../translation/parse-call-arguments.ts';
import { cacheControl } from './cache-control.ts';

/** A tool call of an earlier answer as a `tool_use` block. */
export function toToolUse(call: JsonObject, field: string): JsonObject {
  const called = isObject(call['function']) ? call['function'] : {};
  const name = stringIn(called, 'name');
  const id = stringIn(call, 'id');
  if (name === null || id === null) throw cannot(field, 'A tool call needs an id and the name of a function.');
  const input = parseCallArguments(stringIn(called, 'arguments') ?? '');
  if (input === null)
    throw cannot(`${field}.function.arguments`, 'The arguments of a tool call must be a JSON object.');
  return { type: 'tool_use', id: toToolUseId(id), name, input, ...cacheControl(call) };
}

/** Anthropic's ids hold letters, digits, `_` and `-`; others are changed, in the same way in call and result. */
export function toToolUseId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, '_');
}
