import type { Span } from '../../shared/contract/span.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';

/** One record, and later one pack, for the spans of each trace. */
export function toRecords(provenance: Omit<IngestionRecord, 'spans'>, spans: readonly Span[]): IngestionRecord[] {
  return [...Map.groupBy(spans, (span) => span.traceId).values()].map((ofTrace) => ({ ...provenance, spans: ofTrace }));
}
