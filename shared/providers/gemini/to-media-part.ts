import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { documentPieces } from '../translation/document-pieces.ts';
import { parseDataUrl } from '../translation/parse-data-url.ts';

const typesByExtension: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain',
  html: 'text/html',
  mp4: 'video/mp4',
  mp3: 'audio/mp3',
  wav: 'audio/wav',
};

/** A URL as `inlineData` or `fileData`: Gemini reads public https addresses and uploaded files itself. */
export function toMediaPart(url: string, field: string): JsonObject {
  const data = parseDataUrl(url);
  if (data) return { inlineData: { mimeType: data.mediaType, data: data.base64 } };
  if (!/^(https?|gs):\/\//i.test(url)) throw cannot(field, 'It must be an https or a data URL.');
  const mimeType = typesByExtension[/\.(\w+)(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? ''];
  return { fileData: { ...(mimeType === undefined ? {} : { mimeType }), fileUri: url } };
}

/** OpenAI's `input_audio`: base64 and a format. */
export function toAudioPart(audio: unknown, field: string): JsonObject {
  const data = isObject(audio) ? stringIn(audio, 'data') : null;
  if (!isObject(audio) || data === null) throw cannot(field, 'input_audio needs data and format.');
  return { inlineData: { mimeType: `audio/${stringIn(audio, 'format') ?? 'wav'}`, data } };
}

export function toFilePart(part: JsonObject, field: string, warnings: Warnings): JsonObject {
  const file = isObject(part['file']) ? part['file'] : {};
  for (const name of ['title', 'context', 'citations']) {
    if (part[name] !== undefined) warnings.dropped(`${field}.${name}`, 'Gemini takes a document without it.');
  }
  const pieces = documentPieces(part, field);
  if (pieces !== null) {
    warnings.converted(`${field}.file.content`, 'Gemini takes the pieces of a document as one text.');
    return { inlineData: { mimeType: 'text/plain', data: Buffer.from(pieces.join('\n\n')).toString('base64') } };
  }
  const url = stringIn(file, 'file_data') ?? stringIn(file, 'file_url');
  if (url !== null) return toMediaPart(url, `${field}.file`);
  const id = stringIn(file, 'file_id');
  if (id === null) throw cannot(`${field}.file`, 'A file needs file_data (a data URL), file_url, file_id or content.');
  return { fileData: { fileUri: fileUri(id) } };
}

function fileUri(id: string): string {
  if (/^\w+:\/\//.test(id)) return id;
  return `https://generativelanguage.googleapis.com/v1beta/${id.startsWith('files/') ? id : `files/${id}`}`;
}
