import { isObject, type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';

type Rule = (part: JsonObject, field: string) => JsonObject;

const toText: Rule = (part, field) => ({ type: 'text', text: requiredString(part, 'text', field) });

const rules: ReadonlyMap<unknown, Rule> = new Map<unknown, Rule>([
  ['input_text', toText],
  ['output_text', toText],
  ['input_image', toImage],
  ['input_file', toFile],
  ['input_audio', toAudio],
  ['refusal', (part, field) => ({ type: 'refusal', refusal: requiredString(part, 'refusal', field) })],
]);

/** A content part of an item as a part of the chat dialect. */
export function toPart(part: JsonObject, field: string): JsonObject {
  const rule = rules.get(part['type']);
  if (!rule) throw invalidField(`${field}.type`, `a content part is one of ${[...rules.keys()].join(', ')}`);
  return rule(part, field);
}

function toImage(part: JsonObject, field: string): JsonObject {
  const url = stringIn(part, 'image_url');
  if (url === null) throw invalidField(`${field}.image_url`, 'send the image as a URL or a data URL');
  const detail = stringIn(part, 'detail');
  return { type: 'image_url', image_url: { url, ...(detail === null ? {} : { detail }) } };
}

const fileFields = ['file_data', 'file_url', 'file_id', 'filename'] as const;

function toFile(part: JsonObject, field: string): JsonObject {
  const said = fileFields.filter((name) => typeof part[name] === 'string');
  if (said.every((name) => name === 'filename')) {
    throw invalidField(`${field}.file_data`, 'send the file as `file_data` (a data URL), `file_url` or `file_id`');
  }
  return { type: 'file', file: Object.fromEntries(said.map((name) => [name, part[name]])) };
}

function toAudio(part: JsonObject, field: string): JsonObject {
  if (!isObject(part['input_audio'])) throw invalidField(`${field}.input_audio`, 'an object is required');
  return { type: 'input_audio', input_audio: part['input_audio'] };
}
