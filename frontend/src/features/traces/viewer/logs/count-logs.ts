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

/** A failure that no event tells of. */
function failsSilently(node: SpanNode): boolean {
  return node.span.status === 'error' && !node.span.events?.some((event) => isFailureOf(event, node));
}

/** Its sender says so of the span, not of an event. */
const warns = ({ span }: SpanNode): boolean => span.isWarning === true;

/** Whether how the span ended needs a line of its own. */
export const endsInLine = (node: SpanNode): boolean => failsSilently(node) || warns(node);

/** How many lines the log has; a separate chunk makes them. */
export function countLogs({ nodes }: Forest): number {
  let count = 0;
  for (const node of nodes.values()) count += (node.span.events?.length ?? 0) + (endsInLine(node) ? 1 : 0);
  return count;
}
