import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCoveredTraces, encodeCoveredTraces, isCoverableId, readCoveredTraces } from './covered-traces.ts';

const from = Date.UTC(2026, 2, 10, 12);
const trace = fc.record({
  traceId: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  version: fc.integer({ min: 1, max: 2 ** 28 - 1 }),
  start: fc.integer({ min: from, max: from + 3_600_000 }),
});

test('what was written is read, each start as its second', () => {
  fc.assert(
    fc.property(fc.array(trace, { maxLength: 50 }), (traces) => {
      const bytes = encodeCoveredTraces(traces, from);
      const seconds = traces.map((each) => ({ ...each, start: each.start - ((each.start - from) % 1000) }));
      expect(decodeCoveredTraces(bytes, from)).toEqual(seconds);
      const { versions, idsAt } = readCoveredTraces(bytes);
      expect(versions).toEqual(traces.map(({ version }) => version));
      const ids = Buffer.from(bytes.subarray(idsAt, idsAt + traces.length * 16)).toString('hex');
      expect(ids).toBe(traces.map(({ traceId }) => traceId).join(''));
    }),
  );
});

test('only ids of OpenTelemetry in lower case can be written', () => {
  expect(isCoverableId('00f067aa0ba902b74bf92f3577b34da6')).toBe(true);
  for (const id of ['', 'abc', '00F067AA0BA902B74BF92F3577B34DA6', 'x'.repeat(32)])
    expect(isCoverableId(id)).toBe(false);
});
