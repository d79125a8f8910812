import { isObject, type JsonObject, stringIn } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import { contentParts } from '../translation/content-parts.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { listOf } from '../translation/list-of.ts';
import { toAudioPart, toFilePart, toMediaPart } from './to-media-part.ts';

/** A message's `content` as Gemini's parts. */
export function toParts(content: unknown, field: string, warnings: Warnings): JsonObject[] {
  return contentParts(content).flatMap((part, at) => listOf(toPart(part, `${field}.content.${at}`, warnings)));
}

/** Null where there is nothing in it. */
export function toPart(part: JsonObject, field: string, warnings: Warnings): JsonObject | null {
  switch (part['type']) {
    case 'text':
      return toText(stringIn(part, 'text'));
    case 'refusal':
      return toText(stringIn(part, 'refusal'));
    case 'image_url':
    case 'video_url':
      return toMediaPart(urlOf(part[part['type']]), `${field}.${part['type']}`);
    case 'input_audio':
      return toAudioPart(part['input_audio'], `${field}.input_audio`);
    case 'file':
      return toFilePart(part, field, warnings);
    default:
      throw cannot(`${field}.type`, `Gemini does not take content of type "${String(part['type'])}".`);
  }
}

function toText(text: string | null): JsonObject | null {
  return text === null || text === '' ? null : { text };
}

function urlOf(media: unknown): string {
  if (isObject(media)) return stringIn(media, 'url') ?? '';
  return typeof media === 'string' ? media : '';
}
