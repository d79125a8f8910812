import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';
import { type ChunkEnd, type ChunkHead, deltaChunk, finishChunk, usageChunk } from '../translation/chat-chunk.ts';
import { openAiErrorEvent } from '../translation/openai-error.ts';
import { blockReason, failedAnswer, refusalOf } from './from-gemini-answer.ts';
import { fromParts, type PartDelta } from './from-parts.ts';
import { readGeminiError, statusOfGeminiError } from './gemini-error.ts';
import { isFailure, mapFinishReason } from './map-finish-reason.ts';
import { mapGeminiUsage } from './map-gemini-usage.ts';
import { mapGrounding } from './map-grounding.ts';
import { mapLogprobs } from './map-logprobs.ts';
import { synthesizeToolCallId } from './tool-call-id.ts';

interface CandidateState {
  text: string;
  calls: number;
  /** What it said last of its end: where Google's own tools work, an answer goes on after it said `STOP`. */
  finishReason: string | null;
  grounding: unknown;
  /** Of a prompt that was blocked. */
  refusal: ChunkEnd | null;
}

/** What is known of a stream so far. */
export interface GeminiStreamState {
  head: ChunkHead;
  candidates: Map<number, CandidateState>;
  usage: JsonObject | null;
  /** An error is out: nothing more is to come. */
  hasFailed: boolean;
}

export function createGeminiStreamState(head: ChunkHead): GeminiStreamState {
  return { head, candidates: new Map(), usage: null, hasFailed: false };
}

/** The chunks that an event becomes: every event is a whole `GenerateContentResponse` with a piece of the answer. */
export function translateGeminiEvent(state: GeminiStreamState, event: JsonObject): JsonObject[] {
  if (event['error'] !== undefined)
    return fail(state, openAiErrorEvent(readGeminiError(event), statusOfGeminiError(event, 500)));
  state.head = {
    ...state.head,
    id: stringIn(event, 'responseId') ?? state.head.id,
    model: stringIn(event, 'modelVersion') ?? state.head.model,
  };
  state.usage = mapGeminiUsage(event['usageMetadata']) ?? state.usage;
  const candidates = objectsIn(event['candidates']);
  if (candidates.length === 0 && isBlocked(event)) return blockedPrompt(state, event);
  return candidates.flatMap((candidate) => translateCandidate(state, candidate));
}

/** Ends and usage, once every answer has said why it ended; null before. */
export function endGeminiStream({ head, candidates, usage }: GeminiStreamState): JsonObject[] | null {
  const ends = [...candidates].map(([index, candidate]) => endChunks(head, candidate, index));
  if (ends.length === 0 || ends.some((end) => end === null)) return null;
  return [...ends.flatMap((end) => end ?? []), ...(usage === null ? [] : [usageChunk(head, usage)])];
}

function fail(state: GeminiStreamState, error: JsonObject): JsonObject[] {
  state.hasFailed = true;
  return [error];
}

/** Feedback may also say that nothing was found. */
function isBlocked({ promptFeedback }: JsonObject): boolean {
  return isObject(promptFeedback) && promptFeedback['blockReason'] !== undefined;
}

function blockedPrompt(state: GeminiStreamState, event: JsonObject): JsonObject[] {
  const candidate = startCandidate(state, 0);
  if (candidate.refusal !== null) return [];
  const reason = blockReason(event);
  candidate.refusal = { finish_reason: 'content_filter', native_finish_reason: reason };
  return [deltaChunk(state.head, { role: 'assistant', refusal: refusalOf(reason) })];
}

function startCandidate({ candidates }: GeminiStreamState, index: number): CandidateState {
  const fresh = { text: '', calls: 0, finishReason: null, grounding: null, refusal: null };
  const candidate = candidates.get(index) ?? fresh;
  candidates.set(index, candidate);
  return candidate;
}

function translateCandidate(state: GeminiStreamState, json: JsonObject): JsonObject[] {
  const index = typeof json['index'] === 'number' ? json['index'] : 0;
  const isFirst = !state.candidates.has(index);
  const candidate = startCandidate(state, index);
  const role = isFirst ? [deltaChunk(state.head, { role: 'assistant', content: '' }, state.usage ?? undefined)] : [];
  const chunks = [...role, ...contentChunks(state, candidate, json, index)].map((chunk) => withIndex(chunk, index));
  return [...chunks, ...noteEnd(state, candidate, json)];
}

function contentChunks(state: GeminiStreamState, candidate: CandidateState, json: JsonObject, index: number) {
  const answerId = state.head.id;
  let ordinal = candidate.calls;
  const deltas = fromParts(json['content'], (name) => {
    ordinal += 1;
    return synthesizeToolCallId(answerId, index, ordinal, name);
  });
  const found = deltas.map((delta) => toDelta(delta, candidate));
  const logprobs = mapLogprobs(json['logprobsResult']);
  const chunks = found.map((delta) => deltaChunk(state.head, delta));
  return logprobs === null ? chunks : [...chunks, withLogprobs(deltaChunk(state.head, {}), logprobs)];
}

function toDelta(delta: PartDelta, candidate: CandidateState): JsonObject {
  switch (delta.kind) {
    case 'call':
      candidate.calls += 1;
      return { tool_calls: [{ index: candidate.calls - 1, ...delta.call }] };
    case 'image':
      return { images: [delta.image] };
    case 'reasoning':
      return { reasoning_content: delta.text };
    case 'content':
      candidate.text += delta.text;
      return { content: delta.text, ...delta.extra };
  }
}

/** Nothing is told of an end before the stream's own: more may come. */
function noteEnd(state: GeminiStreamState, candidate: CandidateState, json: JsonObject): JsonObject[] {
  candidate.grounding = json['groundingMetadata'] ?? candidate.grounding;
  const reason = stringIn(json, 'finishReason');
  if (reason === null) return [];
  candidate.finishReason = reason;
  return isFailure(reason) ? fail(state, failedAnswer(reason)) : [];
}

function endChunks(head: ChunkHead, candidate: CandidateState, index: number): JsonObject[] | null {
  const { finishReason, grounding, text, calls, refusal } = candidate;
  const end = refusal ?? (finishReason === null ? null : mapFinishReason(finishReason, calls > 0));
  if (end === null) return null;
  const annotations = mapGrounding(grounding, text);
  const cited = annotations.length === 0 ? [] : [deltaChunk(head, { annotations })];
  return [...cited, finishChunk(head, end)].map((chunk) => withIndex(chunk, index));
}

function withIndex(chunk: JsonObject, index: number): JsonObject {
  if (index === 0 || chunk['choices'] === undefined) return chunk;
  return { ...chunk, choices: objectsIn(chunk['choices']).map((choice) => ({ ...choice, index })) };
}

function withLogprobs(chunk: JsonObject, logprobs: JsonObject): JsonObject {
  return { ...chunk, choices: objectsIn(chunk['choices']).map((choice) => ({ ...choice, logprobs })) };
}
