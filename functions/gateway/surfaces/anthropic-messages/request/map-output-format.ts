import { isObject, type JsonObject } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import type { Translation } from '../../translation/translation.ts';

/** `output_config.format`, or `output_format` as it was called in the beta, as `response_format`. */
export function mapOutputFormat(body: Readonly<JsonObject>, { fields }: Translation): JsonObject {
  const config = objectIn(body, 'output_config');
  const field = isObject(config['format']) ? 'output_config.format' : 'output_format';
  const format = isObject(config['format']) ? config['format'] : body['output_format'];
  if (!isObject(format)) return {};
  if (format['type'] !== 'json_schema') throw invalidField(`${field}.type`, 'the only format is "json_schema"');
  if (!isObject(format['schema'])) throw invalidField(`${field}.schema`, 'a JSON Schema is required');
  fields.note('response_format', field);
  return {
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answer', schema: format['schema'], strict: true },
    },
  };
}
