import { isObject, type JsonObject } from '../../../../shared/json/json-object.ts';
import type { ReportedUsage } from '../../../../shared/pricing/normalize-usage.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readCount, readJsonObject } from '../readers.ts';

export const providerMetadataAttribute = 'ai.response.providerMetadata';

type CacheWrites = Pick<ReportedUsage, 'cacheWrite' | 'cacheWrite5m' | 'cacheWrite1h'>;

/**
 * What the AI SDK passes on of a provider's answer, and says nowhere else: writes to the cache (before version 6) and their
 * lifetimes, which differ in price. Lifetimes that do not fit in the writes reported are left out.
 */
export function readCacheWrites(attributes: Attributes, reported: ReportedUsage): CacheWrites {
  const metadata = readJsonObject(attributes[providerMetadataAttribute]);
  if (metadata === null) return {};
  const anthropic = objectIn(metadata, 'anthropic');
  const usage = objectIn(anthropic, 'usage');
  const lifetimes = objectIn(usage, 'cache_creation');
  const all =
    reported.cacheWrite ??
    readCount(anthropic['cacheCreationInputTokens']) ??
    readCount(usage['cache_creation_input_tokens']) ??
    readCount(objectIn(objectIn(metadata, 'bedrock'), 'usage')['cacheWriteInputTokens']) ??
    0;
  const cacheWrite5m = readCount(lifetimes['ephemeral_5m_input_tokens']) ?? 0;
  const cacheWrite1h = readCount(lifetimes['ephemeral_1h_input_tokens']) ?? 0;
  if (all === 0) return {};
  return cacheWrite5m + cacheWrite1h > all ? { cacheWrite: all } : { cacheWrite: all, cacheWrite5m, cacheWrite1h };
}

function objectIn(json: JsonObject, name: string): JsonObject {
  const value = json[name];
  return isObject(value) ? value : {};
}
