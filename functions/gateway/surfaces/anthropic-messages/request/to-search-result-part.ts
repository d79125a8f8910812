import { isObject, type JsonObject, objectsIn } from '../../../../../shared/json/json-object.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { textDataUrl } from './text-data-url.ts';

/** A search result is a document whose context says where it was found: the chat dialect has no word for it. */
export function toSearchResultPart(block: JsonObject, field: string, { warnings }: Translation): JsonObject {
  const title = requiredString(block, 'title', field);
  const texts = objectsIn(block['content']).map((text, at) => requiredString(text, 'text', `${field}.content.${at}`));
  warnings.converted(field, 'The search result is passed on as a document; citations name it as one.');
  return {
    type: 'file',
    file: { file_data: textDataUrl(texts.join('\n\n')), filename: title },
    title,
    context: requiredString(block, 'source', field),
    ...(isObject(block['citations']) ? { citations: block['citations'] } : {}),
  };
}
