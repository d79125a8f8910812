import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOutTimeline } from './lay-out-timeline.ts';

it('every trace has a bar where it was, inside the frame, and no two cover each other', () => {
  const trace = fc.record({ start: fc.nat(1_000_000), durationMs: fc.nat(100_000) });
  fc.assert(
    fc.property(fc.array(trace, { maxLength: 60 }), (traces) => {
      const { bars, laneCount } = layOutTimeline(traces.map((each, index) => ({ ...each, id: String(index) })));
      expect(bars).toHaveLength(traces.length);
      for (const bar of bars) {
        expect(bar.left).toBeGreaterThanOrEqual(0);
        expect(bar.left + bar.width).toBeLessThanOrEqual(100.001);
        expect(bar.lane).toBeLessThan(laneCount);
      }
      for (const [index, a] of bars.entries()) {
        for (const b of bars.slice(index + 1)) {
          if (a.lane === b.lane) expect(a.left + a.width <= b.left || b.left + b.width <= a.left).toBe(true);
        }
      }
    }),
  );
});

it('what does not overlap shares a lane', () => {
  const traces = [0, 1000, 2000].map((start) => ({ id: String(start), start, durationMs: 500 }));
  expect(layOutTimeline(traces)).toMatchObject({ laneCount: 1, from: 0, to: 2500 });
  expect(layOutTimeline([]).bars).toEqual([]);
});
