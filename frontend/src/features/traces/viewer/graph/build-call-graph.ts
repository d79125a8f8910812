import type { Span } from '../../../../../../shared/contract/span.ts';
import type { Forest, SpanNode } from '../span-forest.ts';

type Kind = Span['type'];

/** What was called, under one name: an agent, a workflow, a tool, a model. */
export interface GraphNode {
  id: string;
  kind: Kind;
  name: string;
  calls: CallSums;
  /** The span that took longest, to look at. */
  exampleId: string;
}

/** Who called whom, how often. */
export interface GraphEdge {
  from: string;
  to: string;
  calls: CallSums;
}

export interface CallSums {
  count: number;
  errorCount: number;
  /** Of the calls, each with what it waited for; calls at the same time count each. */
  totalMs: number;
  tokens: number;
  /** USD × 10⁻⁹, of the calls and everything below; null if none is known. */
  costNanoUsd: number | null;
}

export interface CallGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Spans of these types do something by name; plain spans and events only lie between them. */
const actors: readonly Kind[] = [
  ...(['agent', 'workflow', 'llm', 'embedding', 'retriever', 'reranker', 'tool', 'guardrail', 'evaluator'] as const),
];

/** The trace as a graph of what called what. An attempt inside of a call is part of the call. */
export function buildCallGraph(forest: Forest): CallGraph {
  const sums = sumBelow(forest);
  const nodes = new Map<string, GraphNode & { longestMs: number }>();
  const edges = new Map<string, GraphEdge>();
  const stack = forest.roots.map((node): { node: SpanNode; caller: string | null } => ({ node, caller: null }));
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node, caller } = visit;
    const isActor = actors.includes(node.span.type) && !isAttempt(node);
    const id = isActor ? idOf(node) : caller;
    if (isActor && id !== null) {
      addNode(nodes, id, node, sums);
      if (caller !== null) addEdge(edges, caller, id, node, sums);
    }
    for (const child of node.children) stack.push({ node: child, caller: id });
  }
  return {
    nodes: [...nodes.values()]
      .map(({ longestMs: _, ...node }) => node)
      .sort((a, b) => b.calls.totalMs - a.calls.totalMs),
    edges: [...edges.values()].sort((a, b) => b.calls.totalMs - a.calls.totalMs),
  };
}

const isAttempt = ({ span, parent }: SpanNode) => span.type === 'llm' && parent?.span.type === 'llm';
const nameOf = ({ span }: SpanNode) =>
  (span.type === 'llm' || span.type === 'embedding' ? span.model : null) ?? span.name;
const idOf = (node: SpanNode) => `${node.span.type} ${nameOf(node)}`;

function addNode(
  nodes: Map<string, GraphNode & { longestMs: number }>,
  id: string,
  node: SpanNode,
  sums: ReadonlyMap<SpanNode, Below>,
): void {
  const known = nodes.get(id);
  const ms = node.endMs - node.startMs;
  const isLongest = known === undefined || ms > known.longestMs;
  nodes.set(id, {
    id,
    kind: node.span.type,
    name: nameOf(node),
    calls: addCall(known?.calls, node, sums),
    exampleId: isLongest ? node.span.spanId : known.exampleId,
    longestMs: isLongest ? ms : known.longestMs,
  });
}

function addEdge(
  edges: Map<string, GraphEdge>,
  from: string,
  to: string,
  node: SpanNode,
  sums: ReadonlyMap<SpanNode, Below>,
): void {
  const key = JSON.stringify([from, to]);
  edges.set(key, { from, to, calls: addCall(edges.get(key)?.calls, node, sums) });
}

function addCall(known: CallSums | undefined, node: SpanNode, sums: ReadonlyMap<SpanNode, Below>): CallSums {
  const below = sums.get(node) ?? { tokens: 0, costNanoUsd: null };
  return {
    count: (known?.count ?? 0) + 1,
    errorCount: (known?.errorCount ?? 0) + (node.span.status === 'error' ? 1 : 0),
    totalMs: (known?.totalMs ?? 0) + node.endMs - node.startMs,
    tokens: (known?.tokens ?? 0) + below.tokens,
    costNanoUsd: addCost(known?.costNanoUsd ?? null, below.costNanoUsd),
  };
}

interface Below {
  tokens: number;
  costNanoUsd: number | null;
}

/** Tokens and cost of each span with all below it; agents and workflows only repeat what the calls below them report. */
function sumBelow(forest: Forest): Map<SpanNode, Below> {
  const order: SpanNode[] = [];
  const stack = [...forest.roots];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order.push(node);
    // Not spread: a call takes only so many arguments.
    for (const child of node.children) stack.push(child);
  }
  const sums = new Map<SpanNode, Below>();
  for (const node of order.reverse()) {
    const { type, inputTokens = 0, outputTokens = 0, costNanoUsd = null } = node.span;
    const repeats = type === 'agent' || type === 'workflow';
    const sum: Below = repeats ? { tokens: 0, costNanoUsd: null } : { tokens: inputTokens + outputTokens, costNanoUsd };
    for (const child of node.children) {
      const below = sums.get(child);
      sum.tokens += below?.tokens ?? 0;
      sum.costNanoUsd = addCost(sum.costNanoUsd, below?.costNanoUsd ?? null);
    }
    sums.set(node, sum);
  }
  return sums;
}

function addCost(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
