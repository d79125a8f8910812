import type { Span, TraceSummary } from '../../shared/contract/span.ts';
import { getTrace } from '../../shared/contract/tracing.ts';
import type { LocalStage } from '../support/local-stage.ts';

export interface SentTrace {
  trace: TraceSummary;
  spans: Span[];
  /** The one span of this name; an error says which there are. */
  span(name: string | RegExp): Span;
}

const longestWaitMs = 20_000;

/** The trace, once all its spans are stored. */
export async function sentTrace(stage: LocalStage, traceId: string, spanCount: number): Promise<SentTrace> {
  const headers = { authorization: `Bearer ${stage.apiKey}` };
  let names: string[] = [];
  for (const end = Date.now() + longestWaitMs; Date.now() < end; ) {
    const response = await fetch(`${stage.url}/api/v2/traces/${traceId}`, { headers });
    if (response.ok) {
      const stored = getTrace.response.schema.parse(await response.json());
      names = stored.spans.map(({ name }) => name);
      if (names.length >= spanCount) return { ...stored, span: (name) => only(stored.spans, name) };
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`Of the trace ${traceId} came only ${names.length} spans: ${names.join(', ')}`);
}

function only(spans: Span[], wanted: string | RegExp): Span {
  const found = spans.filter(({ name }) => (typeof wanted === 'string' ? name === wanted : wanted.test(name)));
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`${found.length} spans are named ${wanted}, of ${spans.map(({ name }) => name).join(', ')}`);
  return first;
}
