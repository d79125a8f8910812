import type { TraceDeletionRecord } from '../../../shared/storage/trace-deletion-record.ts';
import { findTracesOf, type TracesOfPage } from '../../../shared/storage/trace-deletion-search.ts';
import { isOwnedBy } from '../../../shared/storage/trace-owner.ts';
import type { TraceReadPorts } from '../../../shared/storage/trace-packs.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { isAmbiguousInSummary } from '../../../shared/telemetry/summary-texts.ts';

const concurrentReads = 4;

/** Some of the traces that are to be deleted: those that were named at once, those of a session or user page by page. */
export async function findOwnTraces(
  { projectId, kind, traceIds, targetId }: TraceDeletionRecord,
  page: { limit: number; after?: string | undefined },
  ports: TraceReadPorts,
): Promise<TracesOfPage> {
  if (kind === 'traces') return { traceIds: traceIds ?? [], next: null };
  const owner = { kind, id: targetId ?? '' };
  const found = await findTracesOf(projectId, owner, page, ports);
  if (!isAmbiguousInSummary(owner.id)) return found;
  const owned = await mapConcurrently(found.traceIds, concurrentReads, (traceId) =>
    isOwnedBy(owner, { projectId, traceId }, ports),
  );
  return { ...found, traceIds: found.traceIds.filter((_, index) => owned[index]) };
}
