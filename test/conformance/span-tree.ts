import { expect } from 'vitest';
import type { Span } from '../../shared/contract/span.ts';
import { usageBuckets } from '../../shared/contract/usage.ts';

/** What of a span the tests of SDKs compare exactly. */
export interface SpanNode {
  name: string;
  type: Span['type'];
  status: Span['status'];
  /** Buckets that hold something, the three sums, and flags if there are any. */
  usage?: Record<string, unknown>;
  /** Buckets in nano-dollars, their total, where it comes from, and flags if there are any. */
  cost?: Record<string, unknown>;
  children?: readonly SpanNode[];
}

/** All spans of a trace are exactly this tree; siblings may have started in the same millisecond, so their order is not compared. */
export function expectTree(spans: readonly Span[], expected: SpanNode): void {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === null || !ids.has(parentSpanId));
  expect(sorted(roots.map((root) => treeOf(root, spans)))).toEqual(sorted([expected]));
}

function treeOf(span: Span, spans: readonly Span[]): SpanNode {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === span.spanId);
  return {
    ...{ name: span.name, type: span.type, status: span.status },
    ...(span.usage === null ? {} : { usage: usageOf(span.usage) }),
    ...(span.cost === null ? {} : { cost: costOf(span.cost) }),
    ...(children.length === 0 ? {} : { children: children.map((child) => treeOf(child, spans)) }),
  };
}

function usageOf(usage: NonNullable<Span['usage']>): Record<string, unknown> {
  const used = usageBuckets.filter((bucket) => usage[bucket] > 0).map((bucket) => [bucket, usage[bucket]]);
  const { input, output, total, flags } = usage;
  return { ...Object.fromEntries(used), input, output, total, ...(flags.length === 0 ? {} : { flags }) };
}

function costOf({ buckets, totalNanoUsd, source, flags }: NonNullable<Span['cost']>): Record<string, unknown> {
  return { ...buckets, totalNanoUsd, source, ...(flags.length === 0 ? {} : { flags }) };
}

function sorted(nodes: readonly SpanNode[]): SpanNode[] {
  return nodes
    .map((node) => (node.children === undefined ? node : { ...node, children: sorted(node.children) }))
    .map((node) => ({ node, text: textOf(node) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ node }) => node);
}

/** The same whatever the order of fields. */
function textOf(node: SpanNode): string {
  const { name, type, status, usage, cost, children = [] } = node;
  return JSON.stringify([name, type, status, usage?.['total'], cost?.['totalNanoUsd'], children.map(textOf)]);
}
