import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { cacheControl } from '../anthropic/cache-control.ts';
import { toContentBlock } from '../anthropic/to-content-block.ts';
import { cannot } from '../translation/cannot.ts';
import { documentPieces } from '../translation/document-pieces.ts';
import { type DataUrl, parseDataUrl } from '../translation/parse-data-url.ts';
import { documentFormat, documentName, imageFormat } from './media-formats.ts';

/**
 * Writes a part of a message as a block on its way to Converse: images and documents as Converse has them, under
 * `native`; texts as Anthropic's, whose way through a conversation is shared.
 */
export function toConversePart(part: JsonObject, field: string): JsonObject | null {
  const native = toNative(part, field);
  return native === null ? toContentBlock(part, field) : { type: 'native', native, ...cacheControl(part) };
}

function toNative(part: JsonObject, field: string): JsonObject | null {
  switch (part['type']) {
    case 'image_url':
      return { image: toImage(part['image_url'], `${field}.image_url`) };
    case 'file':
      return toFile(part, field);
    case 'text':
    case 'refusal':
      return null;
    default:
      throw cannot(`${field}.type`, `Bedrock’s models do not take content of type "${String(part['type'])}".`);
  }
}

function toImage(image: unknown, field: string): JsonObject {
  const url = isObject(image) ? (stringIn(image, 'url') ?? '') : String(image);
  const data = parseDataUrl(url);
  if (data) return imageData(data, field);
  const format = imageFormat(`image/${url.split('.').at(-1)?.toLowerCase()}`);
  if (url.startsWith('s3://') && format !== null) return { format, source: { s3Location: { uri: url } } };
  throw cannot(
    field,
    'Bedrock fetches no images from the web: send a data URL, or an s3:// URI that names its format.',
  );
}

function imageData({ mediaType, base64 }: DataUrl, field: string): JsonObject {
  const format = imageFormat(mediaType);
  if (format === null) throw cannot(field, `Images must be JPEG, PNG, GIF or WebP, not "${mediaType}".`);
  return { format, source: { bytes: base64 } };
}

function toFile(part: JsonObject, field: string): JsonObject {
  const file = isObject(part['file']) ? part['file'] : {};
  const data = parseDataUrl(stringIn(file, 'file_data') ?? '');
  if (data?.mediaType.startsWith('image/')) return { image: imageData(data, `${field}.file`) };
  const context = stringIn(part, 'context');
  return {
    document: {
      ...(piecesOf(part, field) ?? documentOf(file, data, field)),
      name: documentName(stringIn(part, 'title') ?? stringIn(file, 'filename'), field),
      ...(context === null ? {} : { context }),
      ...(isObject(part['citations']) ? { citations: part['citations'] } : {}),
    },
  };
}

/** A document that is cut into pieces, by which it is cited. */
function piecesOf(part: JsonObject, field: string): JsonObject | null {
  const pieces = documentPieces(part, field);
  return pieces && { format: 'txt', source: { content: pieces.map((text) => ({ text })) } };
}

function documentOf(file: JsonObject, data: DataUrl | null, field: string): JsonObject {
  const url = stringIn(file, 'file_url');
  if (data === null && !url?.startsWith('s3://')) {
    const message = 'A document must come as file_data (a data URL), as content, or as an s3:// URI in file_url.';
    throw cannot(`${field}.file`, message);
  }
  const format = documentFormat(data?.mediaType ?? null, stringIn(file, 'filename') ?? url);
  if (format === null) throw cannot(`${field}.file`, 'Bedrock takes PDF, Word, Excel, CSV, HTML, Markdown and text.');
  return { format, source: data ? { bytes: data.base64 } : { s3Location: { uri: url } } };
}
