import { isObject, type JsonObject } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import type { ClaudeTraits } from './claude-traits.ts';

/** `output_config.format` for a JSON Schema; null where text is wanted. */
export function toOutputFormat(request: JsonObject, traits: ClaudeTraits, warnings: Warnings): JsonObject | null {
  const format = request['response_format'];
  if (!isObject(format) || format['type'] === 'text') return null;
  if (format['type'] === 'json_object') {
    warnings.dropped('response_format', 'Anthropic has no JSON mode without a schema; the prompt must ask for JSON.');
    return null;
  }
  const wanted = format['json_schema'];
  const schema = isObject(wanted) ? wanted['schema'] : null;
  if (!isObject(schema)) throw cannot('response_format.json_schema.schema', 'Give the JSON Schema of the answer.');
  if (!traits.takesOutputFormat) {
    throw cannot('response_format', 'This model cannot hold to a JSON Schema by itself.');
  }
  return { type: 'json_schema', schema };
}
