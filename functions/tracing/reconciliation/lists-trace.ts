import type { TraceSummary } from '../../../shared/contract/span.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';

const pageSize = 200;
/** So many traces may start in one millisecond; a trace behind them is taken for listed. */
const maxPages = 5;

/** Whether the list of traces has the trace where it belongs. */
export async function listsTrace(
  { projectId, traceId, startTime }: TraceSummary,
  { traces }: { traces: Pick<TraceRepository, 'list'> },
): Promise<boolean> {
  const start = Math.floor(Date.parse(startTime));
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { items, nextCursor } = await traces.list({
      ...{ projectId, from: start, to: start + 1, limit: pageSize, cursor },
    });
    if (items.some((trace) => trace.traceId === traceId)) return true;
    if (nextCursor === null) return false;
    cursor = nextCursor;
  }
  return true;
}
