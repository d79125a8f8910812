import { isObject, type JsonObject, objectsIn, stringIn } from '../../../../shared/json/json-object.ts';
import { parseDataUrl } from '../../../../shared/providers/translation/parse-data-url.ts';
import { objectIn } from './answer-end.ts';

/** A piece of an answer, in the order in which it came. */
export type AnswerPart =
  | { kind: 'reasoning'; index: number; isSummary: boolean; text: string; id: string | null }
  | { kind: 'signature'; index: number; signature: string }
  | { kind: 'encrypted'; index: number; data: string; id: string | null }
  | { kind: 'text'; text: string; logprobs: readonly JsonObject[]; startsBlock: boolean }
  | { kind: 'refusal'; text: string }
  | { kind: 'annotation'; annotation: JsonObject }
  | { kind: 'picture'; mediaType: string; base64: string }
  | { kind: 'tool'; index: number; id: string | null; name: string | null; text: string };

/**
 * Reads the choice of a chunk, or with `message` that of a completion: both have the same fields. Perplexity writes both into
 * either, and one of them is empty or repeats.
 */
export function answerPartsOf(choice: JsonObject, holder: 'delta' | 'message' = 'delta'): AnswerPart[] {
  const message = objectIn(choice, holder);
  const logprobs = objectsIn(objectIn(choice, 'logprobs')['content']);
  return [...reasoningParts(message), ...textParts(message, logprobs), ...pictureParts(message), ...toolParts(message)];
}

/** The details win over the bare text, which repeats them. */
function reasoningParts(message: JsonObject): AnswerPart[] {
  const parts = objectsIn(message['reasoning_details']).flatMap(detailParts);
  if (parts.some(({ kind }) => kind === 'reasoning')) return parts;
  const text = stringIn(message, 'reasoning_content') ?? stringIn(message, 'reasoning') ?? '';
  if (text === '') return parts;
  return [{ kind: 'reasoning', index: 0, isSummary: false, text, id: null }, ...parts];
}

function detailParts(detail: JsonObject, at: number): AnswerPart[] {
  const index = indexIn(detail, at);
  const id = stringIn(detail, 'id');
  const parts: AnswerPart[] = [];
  const isSummary = detail['type'] === 'reasoning.summary';
  const text = stringIn(detail, isSummary ? 'summary' : 'text') ?? '';
  if (text !== '') parts.push({ kind: 'reasoning', index, isSummary, text, id });
  const signature = stringIn(detail, 'signature') ?? '';
  if (signature !== '') parts.push({ kind: 'signature', index, signature });
  const data = stringIn(detail, 'data') ?? '';
  if (data !== '') parts.push({ kind: 'encrypted', index, data, id });
  return parts;
}

function textParts(message: JsonObject, logprobs: readonly JsonObject[]): AnswerPart[] {
  const text = stringIn(message, 'content') ?? '';
  const refusal = stringIn(message, 'refusal') ?? '';
  const startsBlock = typeof message['content_index'] === 'number';
  return [
    ...(text === '' ? [] : [{ kind: 'text' as const, text, logprobs, startsBlock }]),
    ...(refusal === '' ? [] : [{ kind: 'refusal' as const, text: refusal }]),
    ...objectsIn(message['annotations']).map((annotation) => ({ kind: 'annotation' as const, annotation })),
  ];
}

/** Gemini's and OpenRouter's: `images` with data URLs. */
function pictureParts(message: JsonObject): AnswerPart[] {
  return objectsIn(message['images']).map((image) => {
    const url = stringIn(objectIn(image, 'image_url'), 'url') ?? '';
    const data = parseDataUrl(url);
    // An address is worth more as a text than not at all.
    return data === null ? { kind: 'text', text: url, logprobs: [], startsBlock: false } : { kind: 'picture', ...data };
  });
}

function toolParts(message: JsonObject): AnswerPart[] {
  return objectsIn(message['tool_calls']).map((call, at) => {
    const called = isObject(call['function']) ? call['function'] : {};
    return {
      kind: 'tool',
      index: indexIn(call, at),
      id: stringIn(call, 'id'),
      name: stringIn(called, 'name') || null,
      text: stringIn(called, 'arguments') ?? '',
    };
  });
}

function indexIn(object: JsonObject, fallback: number): number {
  const index = object['index'];
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : fallback;
}
