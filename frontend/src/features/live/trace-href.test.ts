import { defaultStringifySearch } from '@tanstack/react-router';
import { expect, it } from 'vitest';
import { createTraceHref } from './trace-href.ts';

it.each([
  ['nothing', {}],
  ['a filter and a panel', { q: 'user:a&b status:error', state: 'slow' as const, slow: 500, trace: 'c'.repeat(32) }],
])('makes of %s the addresses that the router would', (_, search) => {
  const hrefOf = createTraceHref('/live', search, defaultStringifySearch);

  for (const trace of [
    '4bf92f3577b34da6a3ce929d0e0e4736',
    '0'.repeat(31).concat('a'),
    '12345678901234567890123456789012',
    '1e5'.padEnd(32, '0'),
  ]) {
    const { trace: _, ...others }: { trace?: string } = search;
    expect(hrefOf(trace)).toBe(`/live${defaultStringifySearch({ ...others, trace })}`);
  }
});
