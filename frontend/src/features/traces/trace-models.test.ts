import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSpanRow } from '../../../../shared/telemetry/to-span-row.ts';
import { ticksOf } from '../../lib/round-ticks.ts';
import { barOf, lengthOf, stretchesOf, stretchOf, windowAround, zoomed } from './lay-out-waterfall.ts';
import { spanOf } from './span-builder.ts';
import { forestOf, type SpanNode } from './viewer/span-forest.ts';
import { visibleRows } from './visible-rows.ts';

const names = (rows: readonly SpanNode[]) => rows.map(({ span, depth }) => `${' '.repeat(depth)}${span.name.slice(5)}`);
const forest = (spans: Parameters<typeof spanOf>[0][]) => forestOf(spans.map(spanOf).map(toSpanRow));
const tree = (spans: Parameters<typeof spanOf>[0][]) => forest(spans).roots;

describe('the span tree', () => {
  it('nests children under parents, siblings in start order, whatever order they come in', () => {
    const roots = tree([
      { id: 'c', parent: 'a', start: 5 },
      { id: 'd', parent: 'b', start: 3 },
      { id: 'a' },
      { id: 'b', parent: 'a', start: 2 },
    ]);
    expect(names(visibleRows(roots, new Set()))).toEqual(['a', ' b', '  d', ' c']);
  });

  it('shows spans whose parent is missing as roots, and says so', () => {
    const roots = tree([{ id: 'a' }, { id: 'b', parent: 'f', start: 1 }]);
    expect(roots.map(({ isOrphan }) => isOrphan)).toEqual([false, true]);
  });

  it('hides what is under a collapsed span', () => {
    const roots = tree([{ id: 'a' }, { id: 'b', parent: 'a' }, { id: 'c', parent: 'b' }]);
    expect(names(visibleRows(roots, new Set(['b'.padStart(16, '0')])))).toEqual(['a', ' b']);
  });

  it('shows every span exactly once, even in cycles', () => {
    const id = fc.integer({ min: 1, max: 30 }).map((n) => n.toString(16));
    const parts = fc.uniqueArray(fc.record({ id, parent: fc.option(id, { nil: undefined }), start: fc.nat(9) }), {
      selector: (part) => part.id,
    });
    fc.assert(
      fc.property(parts, (list) => {
        const spans = list.map(({ parent, ...part }) => spanOf(parent === undefined ? part : { ...part, parent }));
        const rows = visibleRows(forestOf(spans.map(toSpanRow)).roots, new Set());
        expect(rows.map(({ span }) => span.spanId).sort()).toEqual(spans.map(({ spanId }) => spanId).sort());
      }),
    );
  });
});

describe('the waterfall', () => {
  const node = (startMs: number, endMs: number, firstToken?: number) => ({
    startMs,
    endMs,
    span: { timeToFirstTokenMs: firstToken },
  });
  const whole = { startMs: 100, endMs: 300 };

  it('draws a span where it is in the window, and what it waited for its first token', () => {
    expect(barOf(node(150, 200, 25), whole)).toEqual({ left: 25, width: 25, untilFirstToken: 50, isOutside: false });
    expect(barOf(node(150, 200), { startMs: 175, endMs: 275 })).toMatchObject({ left: 0, width: 25 });
    expect(barOf(node(150, 160), { startMs: 175, endMs: 275 })).toMatchObject({ width: 0, isOutside: true });
    expect(barOf(node(5, 5), { startMs: 5, endMs: 5 })).toMatchObject({ left: 0, width: 100 });
  });

  it('keeps to the nanosecond what is together in one trace', () => {
    const trace = forest([
      { id: 'a', start: 10, duration: 20 },
      { id: 'b', start: 12, duration: 30.000_001 },
    ]);
    expect(lengthOf(trace)).toBeCloseTo(32.000_001, 9);
  });

  it('zooms around a moment without leaving the trace', () => {
    expect(zoomed(whole, whole, 0.5, 150)).toEqual({ startMs: 125, endMs: 225 });
    expect(zoomed(whole, whole, 2, 150)).toEqual(whole);
    expect(windowAround({ startMs: 100, endMs: 200 }, whole)).toEqual({ startMs: 100, endMs: 210 });
    const step = fc.record({ factor: fc.double({ min: 0.1, max: 3, noNaN: true }), centre: fc.nat(400) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let window = whole;
        for (const { factor, centre } of steps) {
          window = zoomed(window, whole, factor, centre);
          expect(window.startMs).toBeGreaterThanOrEqual(whole.startMs);
          expect(window.endMs).toBeLessThanOrEqual(whole.endMs + 1e-9);
          expect(lengthOf(window)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('keeps what it draws inside the window, and joins what nearly touches', () => {
    const segment = (startMs: number, endMs: number) => ({ startMs, endMs });
    expect(stretchesOf([segment(290, 300), segment(200, 289.9), segment(0, 50)], whole)).toEqual([
      { left: 50, width: 50 },
    ]);
    expect(stretchesOf([segment(250, 300), segment(100, 150)], whole)).toEqual([
      { left: 75, width: 25 },
      { left: 0, width: 25 },
    ]);
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.nat(900), (startMs, duration) => {
        const { left, width } = stretchOf({ startMs, endMs: startMs + duration }, whole);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(100 + 1e-9);
      }),
    );
  });

  it('sets ticks at round times', () => {
    expect(ticksOf(1234, 4)).toEqual([500, 1000]);
    expect(ticksOf(0.7, 4)).toEqual([0.2, 0.4, 0.6]);
    expect(ticksOf(0, 4)).toEqual([]);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (duration) => {
        const ticks = ticksOf(duration, 5);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect(ticks.at(-1) ?? 0).toBeLessThanOrEqual(duration * (1 + 1e-6));
      }),
    );
  });
});
