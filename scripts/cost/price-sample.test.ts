import { describe, expect, test } from 'vitest';
import { awsPrices } from './aws-prices.ts';
import { readCostOptions } from './cost-options.ts';
import { batchSizes } from './measure-sample.ts';
import { priceSample } from './price-sample.ts';
import type { StepUsage } from './step-usage.ts';

const nothing: StepUsage = {
  ...{ writeUnits: 0, readUnits: 0, databaseCalls: 0, s3Puts: 0, s3Gets: 0, s3Bytes: 0, sqsRequests: 0 },
  ...{ cpuMs: 0, invocations: 0 },
};

test('a sample is scaled up to the spans asked for, each thing at its price', () => {
  const options = readCostOptions(['--spans', '1e6', '--sample', '100', '--spans-per-request', '50']);
  const lines = priceSample(
    {
      requestBytes: 0,
      accept: { ...nothing, invocations: 100, sqsRequests: 100 },
      store: { ...nothing, writeUnits: 5_000 },
      count: nothing,
      digest: { ...nothing, readUnits: 10 },
      recent: { ...nothing, writeUnits: 40, readUnits: 20 },
      recentRuns: { ...nothing, writeUnits: 10, readUnits: 5 },
      tableBytes: 0,
    },
    options,
  );
  const usd = (what: string) => lines.find((line) => line.what === what)?.usd;

  expect(usd('API Gateway, requests')).toBeCloseTo(20_000 * awsPrices.apiRequest);
  expect(usd('SQS')).toBeCloseTo(20_000 * awsPrices.sqsRequest);
  expect(usd('DynamoDB, traces')).toBeCloseTo(1_000_000 * awsPrices.writeRequestUnit);
  expect(usd('DynamoDB, text of recent traces')).toBeCloseTo(10_000 * awsPrices.writeRequestUnit, 6);
  expect(usd('DynamoDB, reads for recent text')).toBeCloseTo(5_000 * awsPrices.readRequestUnit, 6);
  expect(usd('DynamoDB, other reads')).toBe(0);
});

test('batches hold what comes between two looks', () => {
  const options = readCostOptions([]);

  expect(batchSizes({ ...options, tracesPerSecond: 0.1 })).toEqual({ messages: 1, packs: 1 });
  expect(batchSizes({ ...options, tracesPerSecond: 40 })).toEqual({ messages: 2, packs: 10 });
  expect(batchSizes({ ...options, tracesPerSecond: 5_000 })).toEqual({ messages: 10, packs: 100 });
});

describe('a flag', () => {
  test.each([
    ['--sample', '0'],
    ['--spans', 'many'],
    ['--traces-per-second', '-1'],
  ])('%s %s is refused by name', (...args) => {
    expect(() => readCostOptions(args)).toThrow(args[0]);
  });

  test('that does not exist is refused', () => {
    expect(() => readCostOptions(['--spam', '3'])).toThrow('--spam');
  });
});
