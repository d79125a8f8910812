import { isObject, type JsonObject } from '../../json/json-object.ts';

/** Lays the counts of a later event over those of an earlier one; what it leaves out or writes as null stays. */
export function mergeUsage(earlier: JsonObject, later: unknown): JsonObject {
  if (!isObject(later)) return earlier;
  const said = Object.entries(later).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(said) };
}

/** Where nothing is counted the gateway estimates: zeros would say that the answer was free. */
export function tellsUsage(usage: JsonObject): boolean {
  return typeof usage['input_tokens'] === 'number' || typeof usage['output_tokens'] === 'number';
}

/**
 * Anthropic's counts in the chat dialect: `input_tokens` holds neither what was read from the cache nor what was
 * written to it, `prompt_tokens` holds both.
 */
export function mapUsage(usage: JsonObject): JsonObject {
  const read = countIn(usage, 'cache_read_input_tokens');
  const written = countIn(usage, 'cache_creation_input_tokens');
  const prompt = countIn(usage, 'input_tokens') + read + written;
  const completion = countIn(usage, 'output_tokens');
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: read, cache_write_tokens: written, ...lifetimes(usage['cache_creation']) },
    ...reasoning(usage['output_tokens_details']),
  };
}

function lifetimes(creation: unknown): JsonObject {
  if (!isObject(creation)) return {};
  return {
    cache_write_5m_tokens: countIn(creation, 'ephemeral_5m_input_tokens'),
    cache_write_1h_tokens: countIn(creation, 'ephemeral_1h_input_tokens'),
  };
}

function reasoning(details: unknown): JsonObject {
  if (!isObject(details) || typeof details['thinking_tokens'] !== 'number') return {};
  return { completion_tokens_details: { reasoning_tokens: details['thinking_tokens'] } };
}

function countIn(object: JsonObject, name: string): number {
  const value = object[name];
  return typeof value === 'number' ? value : 0;
}
