import { isObject, type JsonObject, objectsIn, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';
import { textDataUrl } from './text-data-url.ts';

/** A document: PDF, plain text or a list of texts, by value or by reference. */
export function toDocumentPart(block: JsonObject, field: string, { warnings }: Translation): JsonObject {
  const source = objectIn(block, 'source');
  if (source['type'] === 'content') {
    warnings.converted(
      `${field}.source`,
      'The document’s blocks are passed on as one text; citations count its letters.',
    );
  }
  const title = stringIn(block, 'title');
  const context = stringIn(block, 'context');
  return {
    type: 'file',
    file: { ...toFile(source, `${field}.source`), ...(title === null ? {} : { filename: title }) },
    ...(title === null ? {} : { title }),
    ...(context === null ? {} : { context }),
    ...(isObject(block['citations']) ? { citations: block['citations'] } : {}),
  };
}

function toFile(source: JsonObject, field: string): JsonObject {
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
      return { file_data: textDataUrl(joinedText(source['content'], `${field}.content`)) };
    default:
      throw invalidField(`${field}.type`, 'a document’s source is one of base64, text, url, file, content');
  }
}

function joinedText(content: unknown, field: string): string {
  if (typeof content === 'string') return content;
  return objectsIn(content)
    .map((block, at) => {
      if (block['type'] !== 'text') throw invalidField(`${field}.${at}.type`, 'send images beside the document');
      return requiredString(block, 'text', `${field}.${at}`);
    })
    .join('\n\n');
}
