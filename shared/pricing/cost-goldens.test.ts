import { expect, test } from 'vitest';
import { findModel } from '../models/catalogue.ts';
import { normalizeUsage, type ReportedUsage } from './normalize-usage.ts';
import { priceUsage } from './price-usage.ts';

/** Sums worked out by hand from the published prices, in nano-USD: tokens × USD per million × 1,000. */
const goldens: [
  name: string,
  id: string,
  usage: ReportedUsage,
  day: string,
  nanoUsd: number | null,
  tier: string | null,
][] = [
  // 2,000 × 1.25 + 8,000 × 0.125 + 500 × 10
  ['cached input', 'openai/gpt-5', { input: 10_000, cacheRead: 8_000, output: 500 }, '2026-11-26', 8_500_000, null],
  // 1,000 × 1.25 + (200 + 800 reasoning) × 10
  ['reasoning', 'openai/gpt-5', { input: 1_000, output: 1_000, reasoning: 800 }, '2026-11-26', 11_250_000, null],
  // 100,000 × 1.25 + 1,000 × 10
  ['below a tier', 'google/gemini-2.5-pro', { input: 100_000, output: 1_000 }, '2026-11-26', 135_000_000, null],
  // 300,000 × 2.5 + 1,000 × 15: the tier holds for the whole call
  [
    'above a tier',
    'google/gemini-2.5-pro',
    { input: 300_000, output: 1_000 },
    '2026-11-26',
    765_000_000,
    '>200000 input tokens',
  ],
  // 1,000,000 × 10: what it cost before 10 June 2025
  ['a former price', 'openai/o3', { input: 1_000_000, output: 0 }, '2025-06-09', 10_000_000_000, 'until 2025-06-10'],
  // 1,000,000 × 2
  ['the price since', 'openai/o3', { input: 1_000_000, output: 0 }, '2025-06-10', 2_000_000_000, null],
  // 300,000 × 6: it had a tier until March 2026, and has none since
  [
    'a tier of the past',
    'anthropic/claude-sonnet-4-6',
    { input: 300_000, output: 0 },
    '2026-03-12',
    1_800_000_000,
    'until 2026-03-13, >200000 input tokens',
  ],
  ['no tier any more', 'anthropic/claude-sonnet-4-6', { input: 300_000, output: 0 }, '2026-03-13', 900_000_000, null],
  // 14 × 0.3 + 45 × 2.5 + 1,290 × 30: the answer that is recorded in test/fixtures/wire/google
  [
    'a picture',
    'google/gemini-2.5-flash-image',
    { input: 14, output: 1_335, imageOutput: 1_290 },
    '2026-11-26',
    38_816_700,
    null,
  ],
  // 258 × 2 + (20 + 225 reasoning) × 12 + 1,120 × 120
  [
    'a picture after thinking',
    'google/gemini-3-pro-image',
    { input: 258, imageInput: 200, output: 1_365, reasoning: 225, imageOutput: 1_120 },
    '2026-11-26',
    137_856_000,
    null,
  ],
  // 10 × 0.5 + 2 × 1,680 × 60
  [
    'two pictures and no word',
    'google/gemini-3.1-flash-image',
    { input: 10, output: 3_360, imageOutput: 3_360 },
    '2026-11-26',
    201_605_000,
    null,
  ],
  ['an unpriced bucket', 'openai/text-embedding-3-small', { input: 10, output: 5 }, '2026-11-26', null, null],
];

test.each(goldens)('%s: %s', (_, id, reported, day, nanoUsd, tier) => {
  const model = findModel(id);
  if (!model) throw new Error(`${id} is missing`);
  const cost = priceUsage({ ...model, usage: normalizeUsage(reported), at: Date.parse(`${day}T12:00:00Z`) });

  expect(cost.totalNanoUsd).toBe(nanoUsd);
  expect(cost.tier).toBe(tier);
});

test('audio is charged at its own price', () => {
  const model = findModel('google/gemini-2.5-flash');
  if (!model) throw new Error('gemini-2.5-flash is missing');
  const usage = normalizeUsage({ input: 1_000, audioInput: 400, output: 0 });

  // 600 × 0.3 + 400 × 1
  expect(priceUsage({ ...model, usage }).totalNanoUsd).toBe(580_000);
});

test('a picture of a model that has no price for one is charged as its text, and says so', () => {
  const model = findModel('openai/gpt-5');
  if (!model) throw new Error('gpt-5 is missing');
  const usage = normalizeUsage({ input: 0, output: 100, imageOutput: 90 });

  // 100 × 10
  expect(priceUsage({ ...model, usage })).toMatchObject({ totalNanoUsd: 1_000_000, flags: ['fallback_bucket_price'] });
});

test('usage that nobody reported is priced as the estimate it is, and says so', () => {
  const model = findModel('openai/gpt-5');
  if (!model) throw new Error('gpt-5 is missing');
  const usage = normalizeUsage({ input: 1_000, output: 100, basis: 'estimated' });

  // 1,000 × 1.25 + 100 × 10
  expect(priceUsage({ ...model, usage })).toMatchObject({ totalNanoUsd: 2_250_000, flags: ['estimated_usage'] });
});
