import { isObject, type JsonObject } from '../../../../shared/json/json-object.ts';
import type { ReportedUsage } from '../../../../shared/pricing/normalize-usage.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readCount, readJsonObject } from '../readers.ts';

export const providerMetadataAttribute = 'ai.response.providerMetadata';

type CacheWrites = Pick<ReportedUsage, 'cacheWrite' | 'cacheWrite5m' | 'cacheWrite1h'>;
type ProviderParts = CacheWrites & Pick<ReportedUsage, 'cacheRead' | 'reasoning'>;

/**
 * What the AI SDK passes on of a provider's answer, and says nowhere else: in version 4 what was read from the cache and
 * reasoned, before version 6 what was written, and in all the lifetimes of that, which differ in price.
 */
export function readProviderParts(attributes: Attributes, reported: ReportedUsage): ProviderParts {
  const metadata = readJsonObject(attributes[providerMetadataAttribute]);
  if (metadata === null) return {};
  const { cacheRead, reasoning } = countsOf(metadata);
  return {
    ...(cacheRead === null ? {} : { cacheRead }),
    ...(reasoning === null ? {} : { reasoning }),
    ...cacheWritesOf(metadata, reported),
  };
}

/** Measured: `@ai-sdk/anthropic` 1.2, `@ai-sdk/amazon-bedrock` 2.2; `@ai-sdk/openai` 1.3, whose names others have under their own. */
function countsOf(metadata: JsonObject) {
  const anthropic = objectIn(metadata, 'anthropic');
  const bedrock = objectIn(objectIn(metadata, 'bedrock'), 'usage');
  const ofAny = (name: string) =>
    Object.keys(metadata).reduce<number | null>(
      (found, key) => found ?? readCount(objectIn(metadata, key)[name]),
      null,
    );
  return {
    cacheRead:
      readCount(anthropic['cacheReadInputTokens']) ??
      readCount(objectIn(anthropic, 'usage')['cache_read_input_tokens']) ??
      readCount(bedrock['cacheReadInputTokens']) ??
      ofAny('cachedPromptTokens'),
    reasoning: ofAny('reasoningTokens'),
  };
}

/** Lifetimes that do not fit in the writes reported are left out. */
function cacheWritesOf(metadata: JsonObject, reported: ReportedUsage): CacheWrites {
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
