import { calcPrice, findProvider } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import { selectPrice } from '../pricing/select-price.ts';
import { findListedModel } from './find-listed-model.ts';
import priceTable from './price-table.json' with { type: 'json' };

describe('a model that was called elsewhere is priced', () => {
  test.each([
    ['openai', 'gpt-4', 'openai/gpt-4'],
    ['openai', 'gpt-4-turbo', 'openai/gpt-4-turbo'],
    ['openai', 'gpt-3.5-turbo-0125', 'openai/gpt-3.5-turbo'],
    ['openai', 'o3-mini', 'openai/o3-mini'],
    ['anthropic', 'claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5'],
    ['anthropic', 'claude-3-5-sonnet-20241022', 'anthropic/claude-3-5-sonnet'],
    ['mistral', 'mistral-large-latest', 'mistral/mistral-large'],
    ['deepseek', 'deepseek-chat', 'deepseek/deepseek-chat'],
    ['gcp.gemini', 'gemini-3-pro-image-preview', 'google/gemini-3-pro-image-preview'],
    ['x_ai', 'grok-4', 'x-ai/grok-4-0709'],
    ['cohere', 'command-r-plus', 'cohere/command-r-plus'],
    [
      'aws.bedrock',
      'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      'aws/regional.anthropic.claude-haiku-4-5-20251001-v1:0',
    ],
    ['bedrock', 'anthropic.claude-haiku-4-5-20251001-v1:0', 'aws/regional.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['azure', 'gpt-4o', 'azure/gpt-4o'],
    ['azure.ai.openai', 'gpt-4o-2024-11-20', 'azure/gpt-4o'],
    ['az.ai.openai', 'gpt-4.1-mini', 'azure/gpt-4.1-mini'],
  ])('%s calls it %s: %s', (provider, name, id) => {
    expect(findListedModel(provider, name)).toMatchObject({
      id,
      price: { source: expect.stringContaining('genai-prices') },
    });
  });

  test.each([
    ['openai', 'llama3'],
    ['nobody', 'gpt-4o'],
    ['ollama', 'llama3'],
    ['constructor', 'gpt-4o'],
    ['__proto__', 'constructor'],
  ])('or not at all: %s has no %s', (provider, name) => {
    expect(findListedModel(provider, name)).toBeUndefined();
  });
});

/** Every name of a model that the package prices without a pattern. */
function namesOf(provider: string): string[] {
  const models = findProvider({ providerId: provider })?.models ?? [];
  return models.flatMap(({ id, match }) => [
    id,
    ...[...JSON.stringify(match).matchAll(/"equals":"([^"]+)"/g)].map(([, name = '']) => name),
  ]);
}

/** One in each of the dearer hours of DeepSeek, one in none: the package goes by the clock where it is told no time. */
const times = ['02:00', '08:00', '20:00'].map((time) => new Date(`2026-11-26T${time}:00Z`));

/** US dollars for a million tokens of input, as the package itself says. */
function inputPriceOf(provider: string, name: string, timestamp: Date): number | undefined {
  return calcPrice({ input_tokens: 1, output_tokens: 0 }, name, { providerId: provider, timestamp })?.input_price;
}

test.each(Object.keys(priceTable.providers))('every name of %s has the price that the package gives it', (provider) => {
  const calls = namesOf(provider).flatMap((name) => times.map((time) => ({ name, time })));
  const priced = calls.filter(({ name, time }) => inputPriceOf(provider, name, time) !== undefined);
  const wrong = priced.filter(({ name, time }) => {
    const price = findListedModel(provider, name)?.price;
    const ours = price ? selectPrice(price, 1, time.getTime()).prices.inputUncached : undefined;
    return Math.abs(Number(ours ?? 0) - (inputPriceOf(provider, name, time) ?? 0) * 1e6) > 1e-9;
  });

  expect(priced.length).toBeGreaterThan(2 * times.length);
  expect(wrong).toEqual([]);
});
