import { type JsonObject, stringIn } from '../../../../../shared/json/json-object.ts';
import { objectIn } from '../../translation/answer-end.ts';
import { invalidField } from '../../translation/invalid-field.ts';
import { requiredString } from '../../translation/required-string.ts';
import type { Translation } from '../../translation/translation.ts';

/** An image, by value or by reference. */
export function toImagePart(block: JsonObject, field: string, { warnings }: Translation): JsonObject {
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
