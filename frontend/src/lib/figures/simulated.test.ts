import { describe, expect, test } from 'vitest';
import type { MetricTotals } from '../../../../shared/contract/trace-metrics.ts';
import {
  simulatedCostNote,
  simulatedCostText,
  simulatedOf,
  simulatedOfMoney,
  simulatedOfTotals,
  simulatedOfTrace,
} from './simulated.ts';

const cents = 10_000_000;

describe('how much of a figure is simulated', () => {
  test.each([
    ['nothing', { simulatedCount: 0, count: 3, simulatedNanoUsd: 0, nanoUsd: 5 }, 'none'],
    ['all that was counted and paid', { simulatedCount: 3, count: 3, simulatedNanoUsd: 5, nanoUsd: 5 }, 'all'],
    ['all of what has no known cost', { simulatedCount: 3, count: 3, simulatedNanoUsd: 0, nanoUsd: null }, 'all'],
    ['some of what was counted', { simulatedCount: 2, count: 3, simulatedNanoUsd: 5, nanoUsd: 5 }, 'some'],
    ['some of what was paid', { simulatedCount: 3, count: 3, simulatedNanoUsd: 4, nanoUsd: 5 }, 'some'],
  ])('%s', (_, counted, part) => {
    expect(simulatedOf(counted).part).toBe(part);
  });

  test('of a trace that the sandbox failed and a real provider answered, only some', () => {
    const trace = { isSimulated: true, costNanoUsd: 5, simulatedCostNanoUsd: 0 };
    expect(simulatedOfTrace(trace as Parameters<typeof simulatedOfTrace>[0]).part).toBe('some');
  });

  test('of metrics it is told by traces or by calls', () => {
    const total = { traceCount: 2, simulatedTraceCount: 2, callCount: 4, simulatedCallCount: 0 } as MetricTotals;
    const of = (by: 'traces' | 'calls') => simulatedOfTotals({ ...total, costNanoUsd: 0, simulatedCostNanoUsd: 0 }, by);
    expect([of('traces').part, of('calls').part]).toEqual(['all', 'none']);
  });
});

test('is said in a word or an amount', () => {
  const said = [
    simulatedOfMoney(229 * cents, 0),
    simulatedOfMoney(229 * cents, 229 * cents),
    simulatedOfMoney(229 * cents, 220 * cents),
  ];

  expect(said.map(simulatedCostText)).toEqual([null, 'all simulated', 'of it $2.20 simulated']);
  expect(said.map(simulatedCostNote)).toEqual([
    null,
    'Simulated: nobody is charged.',
    'Of it $2.20 is simulated: nobody is charged for that.',
  ]);
  expect(simulatedCostText({ part: 'some', nanoUsd: 0 })).toBe('some simulated');
  expect(simulatedCostNote({ part: 'some', nanoUsd: 0 })).toBe('Some of it is simulated.');
});
