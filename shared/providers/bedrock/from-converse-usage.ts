import { isObject, type JsonObject, objectsIn } from '../../json/json-object.ts';

/** Converse's counts under Anthropic's names. They count alike: `inputTokens` holds nothing of the cache. */
export function fromConverseUsage(usage: unknown): JsonObject {
  const said = isObject(usage) ? usage : {};
  const details = objectsIn(said['cacheDetails']);
  return {
    input_tokens: said['inputTokens'],
    output_tokens: said['outputTokens'],
    cache_read_input_tokens: said['cacheReadInputTokens'],
    cache_creation_input_tokens: said['cacheWriteInputTokens'],
    ...(details.length === 0
      ? {}
      : {
          cache_creation: {
            ephemeral_5m_input_tokens: sumFor(details, '5m'),
            ephemeral_1h_input_tokens: sumFor(details, '1h'),
          },
        }),
  };
}

function sumFor(details: readonly JsonObject[], ttl: string): number {
  return details
    .filter((detail) => detail['ttl'] === ttl)
    .reduce((sum, detail) => sum + (typeof detail['inputTokens'] === 'number' ? detail['inputTokens'] : 0), 0);
}
