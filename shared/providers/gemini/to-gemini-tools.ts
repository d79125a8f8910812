import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import type { GeminiTraits } from './gemini-traits.ts';

/** `tools`, `tool_choice` and `web_search_options` of a chat request as Gemini's `tools` and `toolConfig`. */
export function toGeminiTools(request: JsonObject, traits: GeminiTraits, warnings: Warnings): JsonObject {
  const functions = objectsIn(request['tools']).map((tool, at) => toDeclaration(tool, at, warnings));
  const searches = isObject(request['web_search_options']);
  if (searches && functions.length > 0 && !traits.combinesTools) {
    throw cannot('web_search_options', 'This model either searches the web or calls functions.');
  }
  const tools = [
    ...(functions.length === 0 ? [] : [{ functionDeclarations: functions }]),
    ...(searches ? [{ googleSearch: {} }] : []),
  ];
  if (tools.length === 0) return {};
  if (request['parallel_tool_calls'] === false) {
    warnings.dropped('parallel_tool_calls', 'Gemini may call several functions at once.');
  }
  const config = functions.length === 0 ? null : toCallingConfig(request['tool_choice']);
  return { tools, ...(config === null ? {} : { toolConfig: { functionCallingConfig: config } }) };
}

function toDeclaration(tool: JsonObject, at: number, warnings: Warnings): JsonObject {
  const definition = tool['function'];
  const name = isObject(definition) ? stringIn(definition, 'name') : null;
  if (tool['type'] !== 'function' || !isObject(definition) || name === null) {
    throw cannot(`tools.${at}`, 'Only tools of type "function", with a name, can be passed to Gemini.');
  }
  if (definition['strict'] === true) {
    warnings.dropped('tools.strict', 'Gemini keeps to a function’s schema without promising it.');
  }
  const description = stringIn(definition, 'description');
  const parameters = definition['parameters'];
  return {
    name,
    ...(description === null ? {} : { description }),
    // JSON Schema as it is; `parameters` would take a part of OpenAPI 3.0 only.
    ...(isObject(parameters) && hasMembers(parameters) ? { parametersJsonSchema: parameters } : {}),
  };
}

function hasMembers(schema: JsonObject): boolean {
  return Object.keys(schema).length > 0;
}

/** Null where the caller leaves it to the model, which is Gemini's own default. */
function toCallingConfig(choice: unknown): JsonObject | null {
  if (choice === undefined || choice === null) return null;
  if (choice === 'auto') return { mode: 'AUTO' };
  if (choice === 'none') return { mode: 'NONE' };
  if (choice === 'required') return { mode: 'ANY' };
  if (isObject(choice)) return toAllowed(choice);
  throw cannot('tool_choice', 'tool_choice must be "auto", "none", "required" or name functions.');
}

function toAllowed(choice: JsonObject): JsonObject {
  const allowed = isObject(choice['allowed_tools']) ? choice['allowed_tools'] : { mode: 'required', tools: [choice] };
  const names = objectsIn(allowed['tools']).flatMap(({ function: named }) => {
    const name = isObject(named) ? stringIn(named, 'name') : null;
    return name === null ? [] : [name];
  });
  if (names.length === 0) throw cannot('tool_choice', 'tool_choice must name at least one function.');
  // Only in these two modes does Gemini take a list of names; VALIDATED lets it answer in words too.
  return { mode: allowed['mode'] === 'auto' ? 'VALIDATED' : 'ANY', allowedFunctionNames: names };
}
