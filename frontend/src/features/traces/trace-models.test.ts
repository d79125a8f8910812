import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticksOf } from '../../lib/round-ticks.ts';
import { buildSpanTree, type SpanNode } from './build-span-tree.ts';
import { barOf, windowOf } from './lay-out-waterfall.ts';
import { spanOf } from './span-builder.ts';
import { visibleRows } from './visible-rows.ts';

const names = (rows: readonly SpanNode[]) => rows.map(({ span, depth }) => `${' '.repeat(depth)}${span.name.slice(5)}`);
const tree = (spans: Parameters<typeof spanOf>[0][]) => buildSpanTree(spans.map(spanOf));

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
        const rows = visibleRows(buildSpanTree(spans), new Set());
        expect(rows.map(({ span }) => span.spanId).sort()).toEqual(spans.map(({ spanId }) => spanId).sort());
      }),
    );
  });

  it('takes a chain of 100,000 spans', () => {
    const spans = Array.from({ length: 100_000 }, (_, n) =>
      spanOf({ id: n.toString(16), start: n, ...(n === 0 ? {} : { parent: (n - 1).toString(16) }) }),
    );
    expect(visibleRows(buildSpanTree(spans), new Set()).at(-1)?.depth).toBe(99_999);
  });
});

describe('the waterfall', () => {
  it('spans the earliest start to the latest end, to the nanosecond', () => {
    const window = windowOf([
      spanOf({ id: 'a', start: 10, duration: 20 }),
      spanOf({ id: 'b', start: 12, duration: 30.5 }),
    ]);
    expect(window.durationMs).toBe(32.5);
    expect(barOf(spanOf({ id: 'b', start: 26.25 - 16.25 + 16, duration: 8.125 }), window)).toMatchObject({ width: 25 });
  });

  it('marks the time until the first token inside the bar', () => {
    const model = { timeToFirstTokenMs: 5 } as NonNullable<ReturnType<typeof spanOf>['model']>;
    const span = spanOf({ id: 'a', duration: 20, model });
    expect(barOf(span, windowOf([span]))).toEqual({ left: 0, width: 100, untilFirstToken: 25 });
  });

  it('fills the width when nothing takes time, and holds no spans', () => {
    const span = spanOf({ id: 'a', duration: 0 });
    expect(barOf(span, windowOf([span]))).toEqual({ left: 0, width: 100, untilFirstToken: null });
    expect(windowOf([])).toEqual({ startNano: 0n, durationMs: 0 });
  });

  it('keeps bars inside the window', () => {
    const part = fc.record({ id: fc.constantFrom('a', 'b'), start: fc.nat(1000), duration: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), (parts) => {
        const spans = parts.map(spanOf);
        const window = windowOf(spans);
        for (const { left, width } of spans.map((span) => barOf(span, window))) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(100 + 1e-9);
        }
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
