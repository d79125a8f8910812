import { expect, test } from 'vitest';
import { traceListQuerySchema } from './tracing.ts';

test.each(['2026-11-27T01:00:00Z', '2026-11-27T01:00:00.123456+00:00', '2026-11-27T06:30:00+05:30'])(
  'a range may begin at %s, as languages write times',
  (from) => {
    expect(traceListQuerySchema.parse({ from }).from).toBe(from);
  },
);

test.each(['2026-11-27', '2026-11-27T01:00:00', '2026-02-30T00:00:00Z', 'yesterday'])('but not at %s', (from) => {
  expect(traceListQuerySchema.safeParse({ from }).success).toBe(false);
});
