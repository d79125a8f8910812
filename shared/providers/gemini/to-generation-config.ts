import { isObject, type JsonObject } from '../../json/json-object.ts';
import { cannot } from '../translation/cannot.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import type { GeminiTraits } from './gemini-traits.ts';
import { toResponseFormat } from './to-response-format.ts';
import { toThinkingConfig } from './to-thinking-config.ts';

const renamed = [
  ['temperature', 'temperature'],
  ['top_p', 'topP'],
  ['top_k', 'topK'],
  ['presence_penalty', 'presencePenalty'],
  ['frequency_penalty', 'frequencyPenalty'],
  ['n', 'candidateCount'],
] as const;
const dropped = ['logit_bias', 'prediction', 'verbosity', 'service_tier'] as const;
const largestSeed = 2 ** 31 - 1;

/** Everything of a chat request that says how to answer, as `generationConfig`. */
export function toGenerationConfig(request: JsonObject, traits: GeminiTraits, warnings: Warnings): JsonObject {
  for (const name of dropped) {
    if (isSaid(request[name])) warnings.dropped(name, 'Gemini has no such parameter.');
  }
  const thinking = toThinkingConfig(request, traits, warnings);
  return {
    ...numbers(request),
    ...toMaxTokens(request),
    ...toStop(request['stop']),
    ...toSeed(request['seed'], warnings),
    ...toLogprobs(request),
    ...toModalities(request['modalities']),
    ...toResponseFormat(request, traits),
    ...(thinking === null ? {} : { thinkingConfig: thinking }),
  };
}

function isSaid(value: unknown): boolean {
  if (value === undefined || value === null || value === 'auto') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function numbers(request: JsonObject): JsonObject {
  const said = renamed.filter(([name]) => typeof request[name] === 'number');
  return Object.fromEntries(said.map(([name, geminiName]) => [geminiName, request[name]]));
}

function toMaxTokens(request: JsonObject): JsonObject {
  const most = request['max_completion_tokens'] ?? request['max_tokens'];
  return typeof most === 'number' ? { maxOutputTokens: most } : {};
}

function toStop(stop: unknown): JsonObject {
  const sequences = [stop].flat().filter((each) => typeof each === 'string' && each !== '');
  return sequences.length === 0 ? {} : { stopSequences: sequences };
}

/** Gemini's seed is an int32. */
function toSeed(seed: unknown, warnings: Warnings): JsonObject {
  if (typeof seed !== 'number') return {};
  if (Number.isInteger(seed) && Math.abs(seed) <= largestSeed) return { seed };
  warnings.dropped('seed', `Gemini takes whole seeds up to ${largestSeed}.`);
  return {};
}

function toLogprobs(request: JsonObject): JsonObject {
  if (request['logprobs'] !== true) return {};
  const top = request['top_logprobs'];
  return { responseLogprobs: true, ...(typeof top === 'number' && top > 0 ? { logprobs: top } : {}) };
}

function toModalities(modalities: unknown): JsonObject {
  if (!Array.isArray(modalities) || !modalities.some((each) => each !== 'text')) return {};
  if (modalities.includes('audio'))
    throw cannot('modalities', 'Gemini’s speech is not translated: ask for text or image.');
  return { responseModalities: modalities.map((each) => String(each).toUpperCase()) };
}

export function hasMembers(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}
