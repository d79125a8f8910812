import {
  Binary,
  Bot,
  CircleDot,
  Gauge,
  ListOrdered,
  type LucideIcon,
  MessageSquareText,
  Search,
  Shield,
  Workflow,
  Wrench,
  Zap,
} from 'lucide-react';
import type { Span } from '../../../../shared/contract/span.ts';

const glyphs: Record<Span['type'], LucideIcon> = {
  agent: Bot,
  workflow: Workflow,
  llm: MessageSquareText,
  embedding: Binary,
  retriever: Search,
  reranker: ListOrdered,
  tool: Wrench,
  guardrail: Shield,
  evaluator: Gauge,
  event: Zap,
  span: CircleDot,
};

/** What kind of work a span is. */
export function SpanGlyph({ type }: { type: Span['type'] }) {
  const Glyph = glyphs[type];
  return <Glyph aria-label={type} size={13} />;
}
