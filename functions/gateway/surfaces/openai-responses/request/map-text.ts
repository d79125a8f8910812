import { isObject, type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';

/** `text`: the format of the answer and how wordy it is. */
export function mapText(body: Readonly<JsonObject>, { fields }: Translation): JsonObject {
  const text = objectIn(body, 'text');
  const verbosity = stringIn(text, 'verbosity');
  fields.note('response_format', 'text.format');
  fields.note('verbosity', 'text.verbosity');
  return { ...toFormat(objectIn(text, 'format')), ...(verbosity === null ? {} : { verbosity }) };
}

function toFormat(format: JsonObject): JsonObject {
  switch (format['type']) {
    case undefined:
    case 'text':
      return {};
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'json_schema': {
      if (!isObject(format['schema'])) throw invalidField('text.format.schema', 'a JSON Schema is required');
      const { type: _, name: __, ...others } = format;
      const name = requiredString(format, 'name', 'text.format');
      return { response_format: { type: 'json_schema', json_schema: { name, ...others } } };
    }
    default:
      throw invalidField('text.format.type', 'it is one of text, json_object, json_schema');
  }
}
