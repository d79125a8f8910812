import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { cacheMark } from './cache-mark.ts';
import { toDocumentPart } from './to-document-part.ts';
import { toSearchResultPart } from './to-search-result-part.ts';

type Rule = (block: JsonObject, field: string, translation: Translation) => JsonObject;

const rules: ReadonlyMap<unknown, Rule> = new Map<unknown, Rule>([
  ['text', (block, field) => ({ type: 'text', text: requiredString(block, 'text', field) })],
  ['image', toImagePart],
  ['document', toDocumentPart],
  ['search_result', toSearchResultPart],
]);

/** A content block that a person or a tool sent as a part of the chat dialect. */
export function toPart(block: JsonObject, field: string, translation: Translation): JsonObject {
  const rule = rules.get(block['type']);
  if (!rule) {
    const known = [...rules.keys()].join(', ');
    throw invalidField(`${field}.type`, `a block here is one of ${known}; blocks of server tools cannot be passed on`);
  }
  return { ...rule(block, field, translation), ...cacheMark(block) };
}

function toImagePart(block: JsonObject, field: string, { warnings }: Translation): JsonObject {
  const source = objectIn(block, 'source');
  if (block['transformations']) warnings.dropped(`${field}.transformations`, 'Images are passed on as they are.');
  switch (source['type']) {
    case 'base64': {
      const mediaType = requiredString(source, 'media_type', `${field}.source`);
      const data = requiredString(source, 'data', `${field}.source`);
      return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } };
    }
    case 'url':
      return { type: 'image_url', image_url: { url: requiredString(source, 'url', `${field}.source`) } };
    default:
      throw invalidField(
        `${field}.source.type`,
        `send the image as "base64" or "url"; "${stringIn(source, 'type') ?? ''}" is not known here`,
      );
  }
}
