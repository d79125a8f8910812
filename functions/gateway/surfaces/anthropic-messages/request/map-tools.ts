import { isObject, type JsonObject, objectsIn, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { warnOfOthers } from '../../translation/warn-of-others.ts';
import { cacheMark } from './cache-mark.ts';

const knownFields = new Set(['type', 'name', 'description', 'input_schema', 'strict', 'cache_control']);

/** `tools` and `tool_choice`. */
export function mapTools(body: Readonly<JsonObject>, translation: Translation): JsonObject {
  const tools = objectsIn(body['tools']).map((tool, at) => toTool(tool, `tools.${at}`, translation));
  return { ...(tools.length === 0 ? {} : { tools }), ...toChoice(objectIn(body, 'tool_choice')) };
}

function toTool(tool: JsonObject, field: string, translation: Translation): JsonObject {
  if ((tool['type'] ?? 'custom') !== 'custom') {
    throw invalidField(
      `${field}.type`,
      `"${stringIn(tool, 'type')}" runs at Anthropic or is built into its models; send tools of your own ("custom")`,
    );
  }
  translation.fields.note(field, field);
  warnOfOthers(tool, knownFields, translation, `${field}.`);
  const description = stringIn(tool, 'description');
  if (!isObject(tool['input_schema'])) throw invalidField(`${field}.input_schema`, 'a JSON Schema is required');
  return {
    type: 'function',
    function: {
      name: requiredString(tool, 'name', field),
      ...(description === null ? {} : { description }),
      parameters: tool['input_schema'],
      ...(typeof tool['strict'] === 'boolean' ? { strict: tool['strict'] } : {}),
    },
    ...cacheMark(tool),
  };
}

function toChoice(choice: JsonObject): JsonObject {
  const parallel = choice['disable_parallel_tool_use'] === true ? { parallel_tool_calls: false } : {};
  switch (choice['type']) {
    case undefined:
      return {};
    case 'auto':
      return { tool_choice: 'auto', ...parallel };
    case 'any':
      return { tool_choice: 'required', ...parallel };
    case 'none':
      return { tool_choice: 'none' };
    case 'tool': {
      const name = requiredString(choice, 'name', 'tool_choice');
      return { tool_choice: { type: 'function', function: { name } }, ...parallel };
    }
    default:
      throw invalidField('tool_choice.type', 'it is one of auto, any, tool, none');
  }
}
