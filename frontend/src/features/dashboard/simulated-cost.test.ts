import { expect, test } from 'vitest';
import type { MetricSeries } from '../../../../shared/contract/trace-metrics.ts';
import { simulatedCostOf } from './simulated-cost.ts';

const series = (value: string, costNanoUsd: number | null, isOther = false) =>
  ({ value, isOther, total: { costNanoUsd } }) as MetricSeries;

test('only what the sandbox answered is simulated', () => {
  expect(simulatedCostOf({ series: [series('openai', 5), series('sandbox', 3)] })).toBe(3);
  expect(simulatedCostOf({ series: [series('sandbox', null)] })).toBe(0);
  expect(simulatedCostOf({ series: [series('openai', 5), series('sandbox', 3, true)] })).toBe(0);
});
