import { expect, test } from 'vitest';
import { parseTraceparent } from './parse-traceparent.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

test.each([`00-${traceId}-${spanId}-01`, ` 00-${traceId}-${spanId}-00 `, `cc-${traceId}-${spanId}-01-what-comes`])(
  '%s is continued',
  (header) => {
    expect(parseTraceparent(header)).toEqual({ traceId, parentSpanId: spanId });
  },
);

test.each([
  null,
  '',
  'nonsense',
  `ff-${traceId}-${spanId}-01`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
])('%s begins a new trace', (header) => {
  expect(parseTraceparent(header)).toBeNull();
});
