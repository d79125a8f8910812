import { isTombstone, isTraceItem, summaryOfItem } from '../../../shared/storage/trace-meta.ts';
import type { TraceReadPorts } from '../../../shared/storage/trace-packs.ts';
import { readTracePages } from '../../../shared/storage/trace-packs.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import { listsTrace } from './lists-trace.ts';

export type ReadBackPorts = TraceReadPorts & { traces: Pick<TraceRepository, 'list'> };

/** A larger trace is read only so far. */
const maxSpans = 20_000;

/**
 * Whether a trace that got spans comes back as people would get it: its list has it, and it has as many spans as its summary
 * says. A trace that was deleted since is as it should be.
 */
export async function readsBack(projectId: string, traceId: string, ports: ReadBackPorts): Promise<boolean> {
  const spanIds = new Set<string>();
  let meta: Record<string, unknown> | null = null;
  for await (const page of readTracePages(projectId, traceId, ports)) {
    meta ??= page.meta;
    for (const { spanId } of page.spans) spanIds.add(spanId);
    if (spanIds.size > maxSpans) break;
  }
  if (meta === null) return false;
  if (isTombstone(meta)) return true;
  if (!isTraceItem(meta)) return false;
  const trace = summaryOfItem(meta);
  const isWhole = spanIds.size > maxSpans || spanIds.size >= trace.spanCount;
  return isWhole && (await listsTrace(trace, ports));
}
