import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSpanRow } from '../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../span-builder.ts';
import { visibleRows } from '../visible-rows.ts';
import { criticalPathOf, segmentsByNode } from './critical-path.ts';
import { gapsOf, longestGaps, selfTimeOf } from './find-gaps.ts';
import { createSpanForest, forestOf, type SpanNode } from './span-forest.ts';

type Part = Parameters<typeof spanOf>[0];
const rowsOf = (parts: Part[]) => parts.map((part) => toSpanRow(spanOf(part)));
const forest = (parts: Part[]) => forestOf(rowsOf(parts));
const nameOf = ({ span }: SpanNode) => span.name.slice(5);

/** Trees of up to 25 spans: each span's parent came before it, so there are no cycles. */
const treeParts = fc
  .array(fc.record({ parent: fc.nat(), start: fc.nat(100), duration: fc.nat(100) }), { minLength: 1, maxLength: 25 })
  .map((list) =>
    list.map(({ parent, ...part }, index): Part => {
      const id = (index + 1).toString(16);
      return index === 0 ? { id, ...part } : { id, ...part, parent: ((parent % index) + 1).toString(16) };
    }),
  );

describe('a forest that grows', () => {
  it('is the same in whatever order and portions its spans come', () => {
    fc.assert(
      fc.property(
        treeParts.chain((parts) =>
          fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length })),
        ),
        fc.integer({ min: 1, max: 7 }),
        ([parts, shuffled], portion) => {
          const growing = createSpanForest();
          const rows = rowsOf(shuffled);
          for (let start = 0; start < rows.length; start += portion) {
            growing.add(rows.slice(start, start + portion));
            growing.read();
          }
          const flat = (roots: readonly SpanNode[]) =>
            visibleRows(roots, new Set()).map((n) => `${n.depth} ${nameOf(n)}`);
          expect(flat(growing.read().roots)).toEqual(flat(forest(parts).roots));
        },
      ),
    );
  });

  it('takes the version that ended last, and moves a span whose parent changes', () => {
    const growing = createSpanForest();
    growing.add(rowsOf([{ id: 'a' }, { id: 'b', parent: 'a' }, { id: 'c', parent: 'a', duration: 1 }]));
    growing.add(
      rowsOf([
        { id: 'c', parent: 'b', duration: 5 },
        { id: 'a', duration: 3 },
      ]),
    );
    const rows = visibleRows(growing.read().roots, new Set());
    expect(rows.map((node) => `${node.depth}${nameOf(node)}`)).toEqual(['0a', '1b', '2c']);
    expect(rows.map(({ startMs, endMs }) => endMs - startMs)).toEqual([10, 10, 5]);
  });

  it('is as wide as its spans', () => {
    const { startMs, endMs } = forest([
      { id: 'a', start: 10, duration: 20 },
      { id: 'b', start: 5, duration: 1 },
    ]);
    expect(endMs - startMs).toBe(25);
  });
});

describe('the critical path', () => {
  it('goes back from the end through what finished last', () => {
    const { roots } = forest([
      { id: 'a', duration: 100 },
      { id: 'b', parent: 'a', start: 10, duration: 30 },
      { id: 'c', parent: 'a', start: 15, duration: 75 },
      { id: 'd', parent: 'c', start: 20, duration: 10 },
      { id: 'e', parent: 'a', start: 12, duration: 2 },
    ]);
    const path = criticalPathOf(roots[0] as SpanNode).map((part) => [nameOf(part.node), part.startMs, part.endMs]);
    expect(path).toEqual([
      ['a', 90, 100],
      ['c', 30, 90],
      ['d', 20, 30],
      ['c', 15, 20],
      ['a', 14, 15],
      ['e', 12, 14],
      ['a', 0, 12],
    ]);
  });

  it('lasts exactly as long as the root, without gap or overlap, in spans of that time', () => {
    fc.assert(
      fc.property(treeParts, (parts) => {
        const [root] = forest(parts.slice(0, 1)).roots;
        const tree = forest(parts).roots.find(({ span }) => span.spanId === root?.span.spanId) as SpanNode;
        const path = criticalPathOf(tree);
        let end = tree.endMs;
        for (const part of path) {
          expect(part.endMs).toBe(end);
          expect(part.startMs).toBeGreaterThanOrEqual(part.node.startMs);
          expect(part.endMs).toBeLessThanOrEqual(part.node.endMs);
          end = part.startMs;
        }
        expect(end).toBe(tree.startMs);
      }),
    );
  });

  it('is that of the longest root', () => {
    const path = segmentsByNode(
      forest([
        { id: 'a', duration: 5 },
        { id: 'b', duration: 50 },
      ]),
    );
    expect([...path].map(([node, segments]) => [nameOf(node), segments.length])).toEqual([['b', 1]]);
    expect(segmentsByNode(forest([])).size).toBe(0);
  });
});

describe('gaps', () => {
  it('are what no child covers', () => {
    const { roots } = forest([
      { id: 'a', duration: 100 },
      { id: 'b', parent: 'a', start: 10, duration: 30 },
      { id: 'c', parent: 'a', start: 20, duration: 40 },
      { id: 'd', parent: 'a', start: 90, duration: 30 },
    ]);
    const [root] = roots as [SpanNode];
    expect(gapsOf(root).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 10],
      [60, 90],
    ]);
    expect(root.children.map(gapsOf)).toEqual([[], [], []]);
    expect(root.children.map(selfTimeOf)).toEqual([30, 40, 30]);
  });

  it('add up with the children to the whole span', () => {
    fc.assert(
      fc.property(treeParts, (parts) => {
        for (const node of forest(parts).nodes.values()) {
          const covered = new Set<number>();
          for (const child of node.children) {
            const [from, to] = [Math.max(child.startMs, node.startMs), Math.min(child.endMs, node.endMs)];
            for (let ms = from; ms < to; ms += 1) covered.add(ms);
          }
          expect(selfTimeOf(node)).toBe(node.endMs - node.startMs - covered.size);
        }
      }),
    );
  });

  it('are listed longest first, without the negligible', () => {
    const trace = forest([
      { id: 'a', duration: 1000 },
      { id: 'b', parent: 'a', start: 5, duration: 495 },
      { id: 'c', parent: 'a', start: 600, duration: 200 },
    ]);
    expect(longestGaps(trace, 5).map(({ startMs, endMs }) => endMs - startMs)).toEqual([200, 100]);
    expect(longestGaps(trace, 1)).toHaveLength(1);
  });
});

it('does all of it for 100,000 spans, however deep or wide', () => {
  const [first] = rowsOf([{ id: '0' }]) as [ReturnType<typeof toSpanRow>];
  const id = (n: number) => n.toString(16).padStart(16, '0');
  const nano = (ms: number) => String(BigInt(first.startTimeUnixNano) + BigInt(ms) * 1_000_000n);
  const times = Array.from({ length: 100_000 }, (_, n) => ({
    startTimeUnixNano: nano(n),
    endTimeUnixNano: nano(n === 0 ? 200_000 : n + 5),
  }));
  for (const parentOf of [(n: number) => n - 1, () => 0]) {
    const parent = (n: number) => (n === 0 ? {} : { parentSpanId: id(parentOf(n)) });
    const trace = forestOf(times.map((time, n) => ({ ...first, spanId: id(n), ...parent(n), ...time })));
    expect(visibleRows(trace.roots, new Set())).toHaveLength(100_000);
    expect(segmentsByNode(trace).size).toBeGreaterThan(0);
    expect(longestGaps(trace, 10).length).toBeGreaterThan(0);
  }
});
