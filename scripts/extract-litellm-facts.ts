import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogueModels } from '../shared/models/catalogue.ts';
import { toDecimal } from './convert-genai-price.ts';

/**
 * Keeps what LiteLLM's table says of the catalogue's models: its batch prices and shutdown dates, which `genai-prices`
 * lacks, and its other prices and limits to compare with.
 *
 *     pip download --no-deps litellm==<version> && unzip litellm-*.whl 'litellm/model_prices*'
 *     node scripts/extract-litellm-facts.ts litellm/model_prices_and_context_window_backup.json <version> <date>
 */
const target = resolve(import.meta.dirname, 'data/litellm-facts.json');

type Entry = Record<string, unknown>;
interface Prices {
  base: Record<string, string>;
  tiers: { aboveInputTokens: number; prices: Record<string, string> }[];
}

/** How LiteLLM prefixes a provider's models; none means that they go by their bare names. */
const prefixes: Record<string, string> = {
  google: 'gemini/',
  mistral: 'mistral/',
  'x-ai': 'xai/',
  groq: 'groq/',
  perplexity: 'perplexity/',
  fireworks: 'fireworks_ai/',
  moonshotai: 'moonshot/',
  deepseek: 'deepseek/',
  cerebras: 'cerebras/',
  together: 'together_ai/',
  openrouter: 'openrouter/',
  minimax: 'minimax/',
  zai: 'zai/',
  voyageai: 'voyage/',
};

const bucketOfKey: Record<string, string> = {
  input_cost_per_token: 'inputUncached',
  cache_read_input_token_cost: 'cacheRead',
  cache_creation_input_token_cost: 'cacheWrite',
  input_cost_per_audio_token: 'audioInput',
  input_cost_per_image_token: 'imageInput',
  output_cost_per_token: 'outputText',
  output_cost_per_image_token: 'imageOutput',
};

function toFacts(entry: Entry) {
  const { base } = toPrices(entry, '');
  const batch = toPrices(entry, '_batches');
  const { max_input_tokens: contextWindow, max_output_tokens: maxOutputTokens, deprecation_date: date } = entry;
  return {
    price: base,
    ...(batch.base['inputUncached'] === undefined ? {} : { batch }),
    ...(typeof contextWindow === 'number' ? { contextWindow } : {}),
    ...(typeof maxOutputTokens === 'number' ? { maxOutputTokens } : {}),
    ...(typeof date === 'string' ? { deprecationDate: date } : {}),
  };
}

function toPrices(entry: Entry, suffix: string): Prices {
  const starts = Object.keys(entry).flatMap((key) => {
    const [, thousands] = key.endsWith(suffix) ? (/^input_cost_per_token_above_(\d+)k_tokens/.exec(key) ?? []) : [];
    return thousands === undefined ? [] : [Number(thousands)];
  });
  return {
    base: pricesOf(entry, suffix),
    tiers: [...new Set(starts)].map((thousands) => ({
      aboveInputTokens: thousands * 1000,
      prices: pricesOf(entry, `_above_${thousands}k_tokens${suffix}`),
    })),
  };
}

/** Per million tokens; a price of 0 says that there is none. */
function pricesOf(entry: Entry, suffix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(bucketOfKey).flatMap(([key, bucket]) => {
      const price = entry[`${key}${suffix}`];
      return typeof price === 'number' && price > 0 ? [[bucket, toDecimal(Number((price * 1e6).toPrecision(12)))]] : [];
    }),
  );
}

if (import.meta.main) {
  const [path = '', version, date] = process.argv.slice(2);
  const table = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Entry>;
  const models = catalogueModels.flatMap(({ id, provider, providerModelId }) => {
    const entry = table[`${prefixes[provider] ?? ''}${providerModelId}`];
    return entry ? [[id, toFacts(entry)] as const] : [];
  });
  const lines = models.map(([id, facts]) => `${JSON.stringify(id)}:${JSON.stringify(facts)}`).join(',\n');
  writeFileSync(target, `{"source":"litellm ${version}","date":"${date}","models":{\n${lines}\n}}\n`);
}
