import { expect, it } from 'vitest';
import type { Span } from '../../../../shared/contract/span.ts';
import { toSpanRow } from '../../../../shared/telemetry/to-span-row.ts';
import { cacheOf, isRowFromCache } from './from-cache.ts';
import { spanOf } from './span-builder.ts';

const decision = (cache: 'hit' | 'shared' | 'miss' | null) => ({ cache, warnings: [] }) as unknown as Span['decision'];
const cost = (...flags: string[]) => ({ totalNanoUsd: 0, buckets: {}, flags }) as unknown as Span['cost'];
const usage = { input: 3, output: 2, total: 5, flags: [] } as unknown as Span['usage'];

it.each([
  ['hit', spanOf({ id: '1', decision: decision('hit'), cost: cost('cached') }), 'hit'],
  ['an identical call under way', spanOf({ id: '1', decision: decision('shared'), cost: cost('cached') }), 'shared'],
  ['miss', spanOf({ id: '1', decision: decision('miss'), cost: cost(), usage }), null],
  ['a model that costs nothing', spanOf({ id: '1', decision: decision(null), cost: cost(), usage }), null],
  ['a call that failed', spanOf({ id: '1', decision: decision('miss') }), null],
  ['a span of somebody else', spanOf({ id: '1', cost: cost() }), null],
])('says of the call and its row whether the cache answered: %s', (_what, span, expected) => {
  expect(cacheOf(span)).toBe(expected);
  expect(isRowFromCache(toSpanRow(span))).toBe(expected !== null);
});
