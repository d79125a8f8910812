import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import type { ChunkHead } from '../translation/chat-chunk.ts';
import { openAiErrorEvent } from '../translation/openai-error.ts';
import { fromParts, type PartDelta } from './from-parts.ts';
import { isFailure, mapFinishReason } from './map-finish-reason.ts';
import { mapGeminiUsage } from './map-gemini-usage.ts';
import { mapGrounding } from './map-grounding.ts';
import { mapLogprobs } from './map-logprobs.ts';
import { synthesizeToolCallId } from './tool-call-id.ts';

/** An answer of `generateContent` as a `chat.completion`, or as an error where Gemini made nothing of it. */
export function fromGeminiAnswer(answer: JsonObject, head: ChunkHead): JsonObject {
  const id = stringIn(answer, 'responseId') ?? head.id;
  const candidates = objectsIn(answer['candidates']);
  const failure = candidates.map(({ finishReason }) => String(finishReason)).find(isFailure);
  if (failure !== undefined) return failedAnswer(failure);
  const blocked = candidates.length === 0 ? [blockedChoice(answer)] : [];
  const usage = mapGeminiUsage(answer['usageMetadata']);
  return {
    id,
    object: 'chat.completion',
    created: head.created,
    model: stringIn(answer, 'modelVersion') ?? head.model,
    choices: [...blocked, ...candidates.map((candidate, at) => toChoice(candidate, at, id))],
    ...(usage === null ? {} : { usage }),
  };
}

/** `MALFORMED_FUNCTION_CALL` and its like, with a status by which the gateway knows that another try may help. */
export function failedAnswer(reason: string): JsonObject {
  return openAiErrorEvent({ message: `Gemini ended its answer with ${reason}.`, type: reason.toLowerCase() }, 502);
}

/** Why there are no candidates. */
export function blockReason({ promptFeedback }: JsonObject): string {
  return (isObject(promptFeedback) ? stringIn(promptFeedback, 'blockReason') : null) ?? 'OTHER';
}

function blockedChoice(answer: JsonObject): JsonObject {
  const reason = blockReason(answer);
  const message = { role: 'assistant', content: null, refusal: refusalOf(reason) };
  return { index: 0, message, logprobs: null, finish_reason: 'content_filter', native_finish_reason: reason };
}

export function refusalOf(reason: string): string {
  return `Google blocked the prompt: ${reason}.`;
}

function toChoice(candidate: JsonObject, at: number, answerId: string): JsonObject {
  const index = typeof candidate['index'] === 'number' ? candidate['index'] : at;
  let calls = 0;
  const deltas = fromParts(candidate['content'], (name) => {
    calls += 1;
    return synthesizeToolCallId(answerId, index, calls, name);
  });
  const message = toMessage(deltas, candidate['groundingMetadata']);
  const end = mapFinishReason(stringIn(candidate, 'finishReason') ?? 'STOP', message['tool_calls'] !== undefined);
  return { index, message, logprobs: mapLogprobs(candidate['logprobsResult']), ...end };
}

function toMessage(deltas: readonly PartDelta[], grounding: unknown): JsonObject {
  const text = textOf(deltas, 'content');
  const thought = textOf(deltas, 'reasoning');
  const calls = deltas.flatMap((delta) => (delta.kind === 'call' ? [delta.call] : []));
  const images = deltas.flatMap((delta) => (delta.kind === 'image' ? [delta.image] : []));
  const extras = deltas.flatMap((delta) => (delta.kind === 'content' ? [delta.extra] : []));
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    ...(thought === '' ? {} : { reasoning_content: thought }),
    ...listed('tool_calls', calls),
    ...listed('images', images),
    ...listed('annotations', mapGrounding(grounding, text)),
    ...Object.assign({}, ...extras),
  };
}

function textOf(deltas: readonly PartDelta[], kind: 'content' | 'reasoning'): string {
  return deltas.map((delta) => (delta.kind === kind ? delta.text : '')).join('');
}

function listed(name: string, items: readonly JsonObject[]): JsonObject {
  return items.length === 0 ? {} : { [name]: items };
}
