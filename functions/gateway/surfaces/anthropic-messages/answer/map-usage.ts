import type { JsonObject } from '../../../../../shared/json/json-object.ts';
import { readOpenAiUsage } from '../../../../../shared/pricing/openai-usage.ts';

/**
 * Anthropic counts exclusively: `input_tokens` holds neither what was read from the cache nor what was written to it.
 * A cache write whose lifetime is not known is one of five minutes, Anthropic's own default.
 */
export function mapUsage(usage: unknown): JsonObject {
  const counts = readOpenAiUsage(usage) ?? {};
  const read = counts.cacheRead ?? 0;
  const hour = counts.cacheWrite1h ?? 0;
  const written = counts.cacheWrite ?? (counts.cacheWrite5m ?? 0) + hour;
  return {
    // Contradictory counts must not become negative ones.
    input_tokens: Math.max((counts.input ?? 0) - read - written, 0),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    cache_creation: {
      ephemeral_5m_input_tokens: counts.cacheWrite5m ?? Math.max(written - hour, 0),
      ephemeral_1h_input_tokens: hour,
    },
    output_tokens: counts.output ?? 0,
    output_tokens_details: counts.reasoning === undefined ? null : { thinking_tokens: counts.reasoning },
    server_tool_use: null,
    service_tier: 'standard',
  };
}
