import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import { readOpenAiUsage } from '../../../../../shared/pricing/openai-usage.ts';

/** The same counts under the names of this API; null where the provider reported none. */
export function mapUsage(usage: unknown): JsonObject | null {
  const counts = readOpenAiUsage(usage);
  if (counts === null) return null;
  const input = counts.input ?? 0;
  const output = counts.output ?? 0;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: counts.cacheRead ?? 0, cache_write_tokens: counts.cacheWrite ?? 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: counts.reasoning ?? 0 },
    total_tokens: counts.total ?? input + output,
  };
}
