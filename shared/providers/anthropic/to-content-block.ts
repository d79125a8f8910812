import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { listOf } from '../translation/list-of.ts';
import { type DataUrl, dataUrlText, parseDataUrl } from '../translation/parse-data-url.ts';
import { cacheControl } from './cache-control.ts';
import { toCitations } from './map-citations.ts';

const imageTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** Writes a part of a message as a block; what shares this way through a conversation writes its own. */
export type ToBlock = (part: JsonObject, field: string) => JsonObject | null;

/** A part of a message as a content block; null if there is nothing in it. `field` is its path in the request. */
export function toContentBlock(part: JsonObject, field: string): JsonObject | null {
  const block = toBlock(part, field);
  return block === null ? null : { ...block, ...cacheControl(part) };
}

function toBlock(part: JsonObject, field: string): JsonObject | null {
  switch (part['type']) {
    case 'text':
      return toText(part, stringIn(part, 'text'));
    case 'refusal':
      return toText(part, stringIn(part, 'refusal'));
    case 'image_url':
      return { type: 'image', source: toImageSource(part['image_url'], `${field}.image_url`) };
    case 'file':
      return toDocument(part, field);
    default:
      throw cannot(`${field}.type`, `Anthropic’s models do not take content of type "${String(part['type'])}".`);
  }
}

/** Empty texts are refused by Anthropic, and say nothing. */
function toText(part: JsonObject, text: string | null): JsonObject | null {
  return text === null || text === '' ? null : { type: 'text', text, ...toCitations(part['annotations']) };
}

function toImageSource(image: unknown, field: string): JsonObject {
  const url = isObject(image) ? (stringIn(image, 'url') ?? '') : typeof image === 'string' ? image : '';
  const data = parseDataUrl(url);
  if (data) return imageData(data, field);
  if (/^https?:\/\//i.test(url)) return { type: 'url', url };
  throw cannot(field, 'An image must be an https or a data URL.');
}

function imageData({ mediaType, base64 }: DataUrl, field: string): JsonObject {
  const type = mediaType === 'image/jpg' ? 'image/jpeg' : mediaType;
  if (!imageTypes.has(type)) throw cannot(field, `Images must be JPEG, PNG, GIF or WebP, not "${mediaType}".`);
  return { type: 'base64', media_type: type, data: base64 };
}

function toDocument(part: JsonObject, field: string): JsonObject {
  const file = isObject(part['file']) ? part['file'] : {};
  const data = parseDataUrl(stringIn(file, 'file_data') ?? '');
  if (data?.mediaType.startsWith('image/')) return { type: 'image', source: imageData(data, `${field}.file`) };
  const title = stringIn(part, 'title') ?? stringIn(file, 'filename');
  const context = stringIn(part, 'context');
  return {
    type: 'document',
    source: toDocumentSource(file, data, `${field}.file`),
    ...(title === null ? {} : { title }),
    ...(context === null ? {} : { context }),
    ...(isObject(part['citations']) ? { citations: part['citations'] } : {}),
  };
}

function toDocumentSource(file: JsonObject, data: DataUrl | null, field: string): JsonObject {
  const url = stringIn(file, 'file_url');
  const fileId = stringIn(file, 'file_id');
  if (data) return documentData(data, field);
  if (url !== null) return { type: 'url', url };
  if (fileId !== null) return { type: 'file', file_id: fileId };
  if (Array.isArray(file['content'])) return { type: 'content', content: toChunks(file['content'], field) };
  throw cannot(field, 'A file needs file_data (a data URL), file_url, file_id or content.');
}

function documentData(data: DataUrl, field: string): JsonObject {
  if (data.mediaType === 'application/pdf') {
    return { type: 'base64', media_type: data.mediaType, data: data.base64 };
  }
  if (data.mediaType.startsWith('text/') || data.mediaType === 'application/json') {
    return { type: 'text', media_type: 'text/plain', data: dataUrlText(data) };
  }
  throw cannot(field, `Documents must be PDF or text, not "${data.mediaType}".`);
}

function toChunks(content: unknown, field: string): JsonObject[] {
  return objectsIn(content).flatMap((part, at) => listOf(toContentBlock(part, `${field}.content.${at}`)));
}
