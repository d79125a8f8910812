import type { Attributes, OtlpScope } from '../otlp/otlp-request.ts';
import { namesOf } from './names-of.ts';

/** Conventions that instrumentations follow; each is a set of attribute names and of habits in counting. */
export const dialects = ['opentelemetry', 'openinference', 'openllmetry', 'vercel', 'langfuse'] as const;
export type Dialect = (typeof dialects)[number];
/** Whose attributes are understood: also Signalbox's own, which no instrumentation speaks by itself. */
export type Convention = Dialect | 'signalbox';

/**
 * Which dialect a span speaks for the most part. It is recorded with the span; fields are found under the names of every
 * dialect, since instrumentations mix them.
 */
export function detectDialect(attributes: Attributes, scope: OtlpScope): Dialect {
  const names = namesOf(attributes);
  const has = (prefix: string) => names.some((name) => name.startsWith(prefix));
  if (has('langfuse.observation.') || scope.name === 'langfuse-sdk') return 'langfuse';
  if (has('openinference.') || scope.name.includes('openinference')) return 'openinference';
  if (has('ai.operationId') || scope.name === 'ai') return 'vercel';
  if (has('traceloop.') || has('llm.request.type') || isOpenLlmetryScope(scope.name)) return 'openllmetry';
  return 'opentelemetry';
}

/** Traceloop's packages for JavaScript and for Python. */
function isOpenLlmetryScope(name: string): boolean {
  return (
    name.startsWith('@traceloop/') || /^opentelemetry\.instrumentation\.(openai|anthropic|bedrock|langchain)/.test(name)
  );
}
