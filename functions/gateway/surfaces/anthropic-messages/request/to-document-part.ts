import { isObject, type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { blocksOf } from './blocks-of.ts';
import { cacheMark } from './cache-mark.ts';
import { textDataUrl } from './text-data-url.ts';
import { toImagePart } from './to-image-part.ts';

/** A document: PDF, plain text or a list of texts, by value or by reference. */
export function toDocumentPart(block: JsonObject, field: string, translation: Translation): JsonObject {
  const source = objectIn(block, 'source');
  const title = stringIn(block, 'title');
  const context = stringIn(block, 'context');
  return {
    type: 'file',
    file: { ...toFile(source, `${field}.source`, translation), ...(title === null ? {} : { filename: title }) },
    ...(title === null ? {} : { title }),
    ...(context === null ? {} : { context }),
    ...(isObject(block['citations']) ? { citations: block['citations'] } : {}),
  };
}

function toFile(source: JsonObject, field: string, translation: Translation): JsonObject {
  switch (source['type']) {
    case 'base64': {
      const mediaType = stringIn(source, 'media_type') ?? 'application/pdf';
      return { file_data: `data:${mediaType};base64,${requiredString(source, 'data', field)}` };
    }
    case 'text':
      return { file_data: textDataUrl(requiredString(source, 'data', field)) };
    case 'url':
      return { file_url: requiredString(source, 'url', field) };
    case 'file':
      return { file_id: requiredString(source, 'file_id', field) };
    case 'content':
      return { content: toPieces(source['content'], `${field}.content`, translation) };
    default:
      throw invalidField(`${field}.type`, 'a document’s source is one of base64, text, url, file, content');
  }
}

/** The pieces that a document is cut into, by which it is cited. */
function toPieces(content: unknown, field: string, translation: Translation): JsonObject[] {
  return blocksOf(content, field).map(({ block, field: path }) => {
    if (block['type'] === 'text') {
      return { type: 'text', text: requiredString(block, 'text', path), ...cacheMark(block) };
    }
    if (block['type'] === 'image') return { ...toImagePart(block, path, translation), ...cacheMark(block) };
    throw invalidField(`${path}.type`, 'a document is cut into texts and images');
  });
}
