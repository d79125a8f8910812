import type { Cost, UsageBucket } from '../../../shared/contract/usage.ts';
import type { JsonObject } from '../../../shared/json/json-object.ts';
import type { Attributes } from '../otlp/otlp-request.ts';
import { type Alias, aliases, applyRule } from './alias.ts';
import { readJsonObject } from './readers.ts';

export const langfuseCostAttribute = 'langfuse.observation.cost_details';

/** US dollars that the sender worked out. */
export const totalCostRule: readonly Alias<number>[] = [
  ...aliases('openinference', readUsd, 'llm.cost.total'),
  // The second is OpenRouter's, the third Pydantic AI's.
  ...aliases('opentelemetry', readUsd, 'gen_ai.usage.cost', 'gen_ai.usage.total_cost', 'operation.cost'),
];

const bucketOfKind: Readonly<Record<string, UsageBucket>> = {
  ...{ input: 'inputUncached', output: 'outputText', input_cached_tokens: 'cacheRead', input_cache_read: 'cacheRead' },
  ...{ cache_read_input_tokens: 'cacheRead', input_cache_creation: 'cacheWrite' },
  ...{ cache_creation_input_tokens: 'cacheWrite', output_reasoning_tokens: 'reasoning', output_reasoning: 'reasoning' },
  ...{ input_audio_tokens: 'audioInput', input_image_tokens: 'imageInput' },
  ...{ output_audio_tokens: 'audioOutput', output_image_tokens: 'imageOutput' },
};

/** A cost that came with the span, which stands before one that would be computed here. Null if none did. */
export function readCost(attributes: Attributes): Cost | null {
  const details = readJsonObject(attributes[langfuseCostAttribute]);
  const total = details === null ? applyRule(totalCostRule, attributes) : totalOf(details);
  if (total === null) return null;
  const totalNanoUsd = toNanoUsd(total);
  if (totalNanoUsd === null) return null;
  const buckets = details === null ? {} : bucketsOf(details, totalNanoUsd);
  return { totalNanoUsd, buckets, source: 'client', priceTableVersion: null, tier: null, flags: [] };
}

function totalOf(details: JsonObject): number | null {
  const total = readUsd(details['total']);
  if (total !== null) return total;
  const parts = Object.values(details).map(readUsd);
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0);
}

/** Parts are kept where each has a bucket and together they are the total: otherwise they would contradict it. */
function bucketsOf(details: JsonObject, totalNanoUsd: number): Cost['buckets'] {
  const buckets: Cost['buckets'] = {};
  for (const [kind, value] of Object.entries(details)) {
    const bucket = Object.hasOwn(bucketOfKind, kind) ? bucketOfKind[kind] : undefined;
    const usd = readUsd(value);
    if (kind === 'total' || usd === null) continue;
    if (bucket === undefined) return {};
    buckets[bucket] = (buckets[bucket] ?? 0) + (toNanoUsd(usd) ?? 0);
  }
  const sum = Object.values(buckets).reduce((total, part) => total + part, 0);
  return sum === totalNanoUsd ? buckets : {};
}

function readUsd(value: unknown): number | null {
  const usd = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof usd === 'number' && Number.isFinite(usd) && usd >= 0 ? usd : null;
}

function toNanoUsd(usd: number): number | null {
  const nanoUsd = Math.round(usd * 1e9);
  return Number.isSafeInteger(nanoUsd) ? nanoUsd : null;
}
