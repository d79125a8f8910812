import { mergeVersions } from '../telemetry/stored-span.ts';
import { factsOf, type VersionedFacts } from './trace-changes.ts';
import type { TraceOwner } from './trace-deletion-search.ts';
import { readTracePages, type TraceReadPorts } from './trace-packs.ts';
import { picksOf } from './trace-picks.ts';

/**
 * Whether a trace is of this session or user by the whole id, which only its spans hold: that of the span which its summary takes it
 * from. Reads what was written last, and all of the trace. One whose spans are gone is nobody's.
 */
export async function isOwnedBy(
  { kind, id }: TraceOwner,
  { projectId, traceId }: { projectId: string; traceId: string },
  ports: TraceReadPorts,
): Promise<boolean> {
  const attribute = kind === 'session' ? 'sessionId' : 'userId';
  let stored = new Map<string, VersionedFacts>();
  for await (const { spans } of readTracePages(projectId, traceId, ports)) {
    stored = mergeVersions([...stored.values(), ...spans.map(factsOf)]);
  }
  let first: { rank: string; id: string | null } | null = null;
  for (const span of stored.values()) {
    const rank = picksOf(span)[attribute]?.rank;
    if (rank !== undefined && (first === null || rank < first.rank)) first = { rank, id: span[attribute] };
  }
  return first?.id === id;
}
