import { useQuery } from '@tanstack/react-query';
import type { Span } from '../../../../../shared/contract/span.ts';
import { getSpan } from '../../../../../shared/contract/trace-spans.ts';
import { api } from '../../../lib/api.ts';
import { useProjectId } from '../../../lib/project.ts';
import type { LoadedTrace } from '../use-trace.ts';
import type { SpanNode } from './span-forest.ts';

/** What one answer with one span carries; larger payloads show their beginning. */
const answerBytes = 4 * 1024 * 1024;

/** How one span is read whole. */
export function spanQuery(projectId: string, traceId: string, node: SpanNode) {
  const { packId, span } = node;
  return {
    queryKey: ['span', projectId, traceId, span.spanId, packId],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const query = packId === null ? {} : { pack: packId };
      return (await api.call(getSpan, { params: { traceId, spanId: span.spanId }, query, signal })).span;
    },
  };
}

/** A span with its payloads: at once where the trace came whole, else read when it is looked at. */
export function useSpan({ trace, whole }: LoadedTrace, node: SpanNode | null) {
  const projectId = useProjectId();
  const here = node === null ? undefined : whole?.get(node.span.spanId);
  const query = useQuery({
    ...spanQuery(projectId, trace.traceId, node ?? noNode),
    enabled: node !== null && (here === undefined || isCut(here)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { span: query.data ?? here, error: here ? null : query.error, refetch: query.refetch };
}

/** A payload that did not fit the answer with the whole trace fits one of its own. */
function isCut({ input, output }: Span): boolean {
  return [input, output].some((payload) => payload?.isTruncated === true && payload.bytes <= answerBytes);
}

const noNode = { packId: null, span: { spanId: '' } } as SpanNode;
