import { isObject, type JsonObject, objectsIn, stringIn } from '../../../../../shared/json/json-object.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { warnOfOthers } from '../../translation/warn-of-others.ts';

const knownFields = new Set(['type', 'name', 'description', 'parameters', 'strict']);
const words: ReadonlySet<unknown> = new Set(['auto', 'none', 'required']);

/** `tools` and `tool_choice`. */
export function mapTools(body: Readonly<JsonObject>, translation: Translation): JsonObject {
  const tools = objectsIn(body['tools']).map((tool, at) => toTool(tool, `tools.${at}`, translation));
  const choice = body['tool_choice'] ?? null;
  if (isObject(choice) && choice['type'] === 'allowed_tools') return allow(tools, choice);
  return { ...(tools.length === 0 ? {} : { tools }), ...(choice === null ? {} : { tool_choice: toChoice(choice) }) };
}

function toTool(tool: JsonObject, field: string, translation: Translation): JsonObject {
  if (tool['type'] !== 'function') {
    throw invalidField(
      `${field}.type`,
      `"${stringIn(tool, 'type') ?? ''}" is built into OpenAI’s models; send tools of your own, of type "function"`,
    );
  }
  translation.fields.note(field, field);
  warnOfOthers(tool, knownFields, translation, `${field}.`);
  const description = stringIn(tool, 'description');
  return {
    type: 'function',
    function: {
      name: requiredString(tool, 'name', field),
      ...(description === null ? {} : { description }),
      ...(isObject(tool['parameters']) ? { parameters: tool['parameters'] } : {}),
      ...(typeof tool['strict'] === 'boolean' ? { strict: tool['strict'] } : {}),
    },
  };
}

function toChoice(choice: unknown): unknown {
  if (words.has(choice)) return choice;
  if (isObject(choice) && choice['type'] === 'function') {
    return { type: 'function', function: { name: requiredString(choice, 'name', 'tool_choice') } };
  }
  throw invalidField('tool_choice', 'it is auto, none, required, or names one function or the allowed ones');
}

/** Offering only the tools that are allowed comes to the same, with any provider. */
function allow(tools: readonly JsonObject[], choice: JsonObject): JsonObject {
  const names = new Set(objectsIn(choice['tools']).map((tool) => tool['name']));
  const allowed = tools.filter(({ function: called }) => isObject(called) && names.has(called['name']));
  if (allowed.length < names.size || names.size === 0) {
    throw invalidField('tool_choice.tools', 'name tools that are in `tools`');
  }
  return { tools: allowed, tool_choice: choice['mode'] === 'required' ? 'required' : 'auto' };
}
