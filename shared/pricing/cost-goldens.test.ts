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

test('usage that nobody reported is priced as the estimate it is, and says so', () => {
  const model = findModel('openai/gpt-5');
  if (!model) throw new Error('gpt-5 is missing');
  const usage = normalizeUsage({ input: 1_000, output: 100, basis: 'estimated' });

  // 1,000 × 1.25 + 100 × 10
  expect(priceUsage({ ...model, usage })).toMatchObject({ totalNanoUsd: 2_250_000, flags: ['estimated_usage'] });
});
