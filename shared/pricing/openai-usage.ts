import * as z from 'zod';
import { isObject } from '../json/json-object.ts';
import type { ReportedUsage } from './normalize-usage.ts';

/** Some servers write null where OpenAI leaves out, and wrong types must not cost the rest of the usage. */
const count = z.number().optional().catch(undefined);
const details = <T extends z.ZodRawShape>(shape: T) => z.object(shape).partial().optional().catch(undefined);

const inputDetailsSchema = details({
  cached_tokens: count,
  cache_write_tokens: count,
  /** What of it is known to live five minutes, or an hour: of the gateway's own adapters. */
  cache_write_5m_tokens: count,
  cache_write_1h_tokens: count,
  audio_tokens: count,
  image_tokens: count,
});

const outputDetailsSchema = details({ reasoning_tokens: count, audio_tokens: count, image_tokens: count });

/**
 * The `usage` object of chat completions, embeddings and responses, and what compatible servers add to it. Unknown
 * fields are ignored.
 */
export const openAiUsageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  prompt_tokens_details: inputDetailsSchema,
  input_tokens_details: inputDetailsSchema,
  completion_tokens_details: outputDetailsSchema,
  output_tokens_details: outputDetailsSchema,
  /** DeepSeek's name for cached tokens; its `prompt_tokens` holds them. */
  prompt_cache_hit_tokens: count,
  /** Some servers put cached tokens beside the details. */
  cached_tokens: count,
});

/**
 * Reads a `usage` object in OpenAI's wire format. Its input holds the cached tokens, unless the numbers of a compatible
 * server say otherwise. Null if it holds no token count, so that the caller falls back to an estimate.
 */
export function readOpenAiUsage(value: unknown): ReportedUsage | null {
  // Most chunks of a stream have none, and asking zod about each would load it.
  if (!isObject(value)) return null;
  const parsed = openAiUsageSchema.safeParse(value);
  if (!parsed.success) return null;
  const usage = parsed.data;
  const inputDetails = usage.prompt_tokens_details ?? usage.input_tokens_details;
  const outputDetails = usage.completion_tokens_details ?? usage.output_tokens_details;
  const wholes = withoutUndefined({
    input: usage.prompt_tokens ?? usage.input_tokens,
    output: usage.completion_tokens ?? usage.output_tokens,
    total: usage.total_tokens,
  });
  if (Object.keys(wholes).length === 0) return null;
  return {
    ...wholes,
    ...withoutUndefined({
      cacheRead: inputDetails?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? usage.cached_tokens,
      cacheWrite: inputDetails?.cache_write_tokens,
      cacheWrite5m: inputDetails?.cache_write_5m_tokens,
      cacheWrite1h: inputDetails?.cache_write_1h_tokens,
      audioInput: inputDetails?.audio_tokens,
      imageInput: inputDetails?.image_tokens,
      reasoning: outputDetails?.reasoning_tokens,
      audioOutput: outputDetails?.audio_tokens,
      imageOutput: outputDetails?.image_tokens,
    }),
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The port's types tell an absent count from one that is undefined. */
function withoutUndefined<T extends Record<string, number | undefined>>(counts: T): Defined<T> {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== undefined)) as Defined<T>;
}
