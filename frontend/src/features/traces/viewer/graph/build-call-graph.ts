import type { Span } from '../../../../../../shared/contract/span.ts';
import type { Forest, SpanNode } from '../span-forest.ts';
import { addCost, noSums, type SubtreeSums, subtreeSums } from '../subtree-sums.ts';
import { commonPatterns, patternKey, patternOf } from './name-patterns.ts';

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
  /** Whose price is unknown: the cost lacks them. */
  unpricedCount: number;
}

export interface CallGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** Spans of these types do something by name; plain spans and events only lie between them. */
const actors: ReadonlySet<Kind> = new Set<Kind>([
  ...(['agent', 'workflow', 'llm', 'embedding', 'retriever', 'reranker', 'tool', 'guardrail', 'evaluator'] as const),
]);

/** The trace as a graph of what called what. An attempt inside of a call is part of the call. */
export function buildCallGraph(forest: Forest): CallGraph {
  const sums = subtreeSums(forest.roots);
  const patterns = commonPatterns(forest.nodes.values());
  const nodes = new Map<string, GraphNode & { longestMs: number }>();
  const edges = new Map<string, Map<string, GraphEdge>>();
  const stack = forest.roots.map((node): { node: SpanNode; caller: string | null } => ({ node, caller: null }));
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node, caller } = visit;
    const isActor = actors.has(node.span.type) && !isAttempt(node);
    const name = isActor ? nameOf(node, patterns) : '';
    const id = isActor ? `${node.span.type} ${name}` : caller;
    if (isActor && id !== null) {
      const below = sums.get(node) ?? nothing;
      addCall(nodeOf(nodes, { id, name }, node).calls, node, below);
      if (caller !== null) addCall(edgeOf(edges, caller, id).calls, node, below);
    }
    for (const child of node.children) stack.push({ node: child, caller: id });
  }
  const allEdges = [...edges.values()].flatMap((byCallee) => [...byCallee.values()]);
  return {
    nodes: [...nodes.values()].map(({ longestMs: _, ...node }) => node).sort(byTime),
    edges: allEdges.sort(byTime),
  };
}

const byTime = (a: { calls: CallSums }, b: { calls: CallSums }) => b.calls.totalMs - a.calls.totalMs;
const isAttempt = ({ span, parent }: SpanNode) => span.type === 'llm' && parent?.span.type === 'llm';

/** Models by the model; the rest by what it is called, where that is not a name for each call. */
function nameOf({ span }: SpanNode, patterns: ReadonlySet<string>): string {
  if ((span.type === 'llm' || span.type === 'embedding') && span.model !== undefined) return span.model;
  const pattern = patternOf(span.name);
  return withoutOperation(patterns.has(patternKey(span.type, pattern)) ? pattern : span.name);
}

/** OpenTelemetry puts what is done before whom it is done with; the node's sign says it, and there is little room. */
function withoutOperation(name: string): string {
  return name.replace(/^(invoke_agent|execute_tool) (?=\S)/, '');
}

const nothing: SubtreeSums = noSums();
const noCalls = (): CallSums => ({ count: 0, errorCount: 0, totalMs: 0, ...noSums() });

/** The node of a name, which remembers its longest span. Changed in place: a trace may call 50,000 names. */
function nodeOf(
  nodes: Map<string, GraphNode & { longestMs: number }>,
  { id, name }: { id: string; name: string },
  node: SpanNode,
) {
  const known = nodes.get(id);
  const ms = node.endMs - node.startMs;
  if (known === undefined) {
    const kind = node.span.type;
    const fresh = { id, kind, name, calls: noCalls(), exampleId: node.span.spanId, longestMs: ms };
    nodes.set(id, fresh);
    return fresh;
  }
  if (ms > known.longestMs) Object.assign(known, { exampleId: node.span.spanId, longestMs: ms });
  return known;
}

function edgeOf(edges: Map<string, Map<string, GraphEdge>>, from: string, to: string): GraphEdge {
  let byCallee = edges.get(from);
  if (byCallee === undefined) {
    byCallee = new Map();
    edges.set(from, byCallee);
  }
  const known = byCallee.get(to);
  if (known !== undefined) return known;
  const fresh: GraphEdge = { from, to, calls: noCalls() };
  byCallee.set(to, fresh);
  return fresh;
}

function addCall(calls: CallSums, node: SpanNode, below: SubtreeSums): void {
  calls.count += 1;
  if (node.span.status === 'error') calls.errorCount += 1;
  calls.totalMs += node.endMs - node.startMs;
  calls.tokens += below.tokens;
  calls.costNanoUsd = addCost(calls.costNanoUsd, below.costNanoUsd);
  calls.unpricedCount += below.unpricedCount;
}
