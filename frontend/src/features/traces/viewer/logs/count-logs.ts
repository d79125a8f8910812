import type { SpanRow } from '../../../../../../shared/contract/trace-spans.ts';
import type { Forest, SpanNode } from '../span-forest.ts';

type EventRow = NonNullable<SpanRow['events']>[number];

/** The exception that the span ended with is its failure: one line says both. */
export function isFailureOf(event: EventRow, { span }: SpanNode): boolean {
  return (
    span.status === 'error' &&
    event.name === 'exception' &&
    (event.message === undefined || event.message === span.statusMessage)
  );
}

/** Whether a failure needs a line of its own. */
export function failsSilently(node: SpanNode): boolean {
  return node.span.status === 'error' && !node.span.events?.some((event) => isFailureOf(event, node));
}

/** How many lines the log has; a separate chunk makes them. */
export function countLogs({ nodes }: Forest): number {
  let count = 0;
  for (const node of nodes.values()) count += (node.span.events?.length ?? 0) + (failsSilently(node) ? 1 : 0);
  return count;
}
