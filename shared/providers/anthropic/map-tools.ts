import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { cacheControl } from './cache-control.ts';
import type { ClaudeTraits } from './claude-traits.ts';

/** `tools` and `tool_choice` of a chat request as Anthropic's; nothing where no tools are offered. */
export function mapTools(request: JsonObject, traits: Pick<ClaudeTraits, 'takesForcedTool'>): JsonObject {
  const tools = objectsIn(request['tools']).map(toTool);
  if (tools.length === 0) return {};
  const choice = toToolChoice(request['tool_choice'], request['parallel_tool_calls'] === false);
  if (!traits.takesForcedTool && (choice?.['type'] === 'any' || choice?.['type'] === 'tool')) {
    throw cannot('tool_choice', 'This model chooses itself whether to call a tool: use tool_choice "auto" or "none".');
  }
  return { tools, ...(choice === null ? {} : { tool_choice: choice }) };
}

function toTool(tool: JsonObject, at: number): JsonObject {
  const definition = tool['function'];
  const name = isObject(definition) ? stringIn(definition, 'name') : null;
  if (tool['type'] !== 'function' || !isObject(definition) || name === null) {
    throw cannot(`tools.${at}`, 'Only tools of type "function", with a name, can be passed to this provider.');
  }
  const description = stringIn(definition, 'description');
  return {
    name,
    ...(description === null ? {} : { description }),
    input_schema: toInputSchema(definition['parameters']),
    ...(typeof definition['strict'] === 'boolean' ? { strict: definition['strict'] } : {}),
    ...cacheControl(tool),
  };
}

/** A function without parameters has none in OpenAI's form and an empty object in Anthropic's. */
function toInputSchema(parameters: unknown): JsonObject {
  if (!isObject(parameters)) return { type: 'object', properties: {} };
  return { type: 'object', ...parameters };
}

function toToolChoice(choice: unknown, isSerial: boolean): JsonObject | null {
  const serial = isSerial ? { disable_parallel_tool_use: true } : {};
  if (isObject(choice)) {
    const chosen = choice['function'];
    const name = isObject(chosen) ? stringIn(chosen, 'name') : null;
    if (name === null) throw cannot('tool_choice', 'tool_choice must be a word or name one function.');
    return { type: 'tool', name, ...serial };
  }
  if (choice === 'none') return { type: 'none' };
  if (choice === 'required') return { type: 'any', ...serial };
  if (choice === 'auto' || isSerial) return { type: 'auto', ...serial };
  return null;
}
