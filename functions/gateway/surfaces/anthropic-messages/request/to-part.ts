import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { cacheMark } from './cache-mark.ts';
import { toDocumentPart } from './to-document-part.ts';
import { toImagePart } from './to-image-part.ts';
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
