import type { Span } from '../../../shared/contract/span.ts';

/** What happened while a span ran; becomes an event of OpenTelemetry. */
export interface DemoEvent {
  /** Milliseconds since 1970. */
  at: number;
  name: string;
  attributes: Readonly<Record<string, string | number>>;
}

/** Tokens as providers report them: wholes, and parts of them. */
export interface DemoUsage {
  input: number;
  output: number;
  cacheRead?: number;
  reasoning?: number;
}

export interface DemoModelCall {
  provider: string;
  requestedModel: string;
  operation: 'chat' | 'embeddings' | 'rerank';
  answeringModel?: string;
  parameters?: Readonly<Record<string, unknown>>;
  finishReasons?: readonly string[];
  timeToFirstTokenMs?: number;
  prompt?: { name: string; version: string };
}

/** A span before it is written in the words of one API or the other. */
export interface DemoSpan {
  spanId: string;
  parentSpanId: string | null;
  name: string;
  type: Span['type'];
  /** Milliseconds since 1970, with fractions. */
  start: number;
  end: number;
  input?: unknown;
  output?: unknown;
  errorType?: string;
  statusMessage?: string;
  model?: DemoModelCall;
  usage?: DemoUsage;
  metadata?: Readonly<Record<string, string | number | boolean>>;
  events: DemoEvent[];
}

/** What all spans of a trace share. */
export interface DemoContext {
  traceId: string;
  traceName: string;
  service: string;
  release: string;
  environment: string;
  region: string;
  sessionId: string | null;
  userId: string | null;
  tags: readonly string[];
}

export interface DemoScore {
  traceId: string;
  spanId?: string;
  name: string;
  value: number | boolean | string;
  comment?: string;
  scorer?: { name: string; version: string };
}

export interface DemoTrace {
  context: DemoContext;
  spans: DemoSpan[];
  scores: DemoScore[];
}
