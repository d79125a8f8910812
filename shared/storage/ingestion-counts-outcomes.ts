import type { IngestionRecord } from '../telemetry/ingestion-record.ts';
import { countsTtl, hourOf, messageMarkerKey, outcomesKey } from './ingestion-counts-keys.ts';
import { markerKey } from './rollup-keys.ts';
import type { RollupUnit } from './rollup-units.ts';
import type { RollupUpdate } from './rollup-updates.ts';
import { addOutcomes, type StoreOutcome } from './store-outcome.ts';

/** A transaction holds 100 items; this leaves room for other messages. */
const maxUpdatesPerUnit = 60;

export interface StoredRecord {
  record: Pick<IngestionRecord, 'projectId' | 'receivedAt' | 'spans'>;
  outcome: StoreOutcome;
}

/** What a message whose records are all stored adds to the counts, once however often the message comes. */
export function outcomeUnits(messageId: string, stored: readonly StoredRecord[], processId: string): RollupUnit[] {
  const byHour = Map.groupBy(stored, ({ record }) => `${record.projectId} ${hourOf(record.receivedAt)}`);
  const updates = [...byHour.values()].flatMap((group) => updateOf(group, processId));
  const units: RollupUnit[] = [];
  for (let start = 0; start < updates.length; start += maxUpdatesPerUnit) {
    const marker = messageMarkerKey(messageId, units.length);
    units.push({ marker, updates: updates.slice(start, start + maxUpdatesPerUnit) });
  }
  return units;
}

function updateOf(group: readonly StoredRecord[], processId: string): RollupUpdate[] {
  const [first] = group;
  if (first === undefined) return [];
  const { projectId, receivedAt } = first.record;
  const hour = hourOf(receivedAt);
  const { isOfDeletedTrace: _, ...sum } = addOutcomes(group.map(({ outcome }) => outcome));
  const measures = Object.fromEntries(Object.entries(sum).filter(([, count]) => count !== 0));
  if (Object.keys(measures).length === 0) return [];
  // The value names a trace that the hour can be tried with.
  const value = group.find(({ outcome }) => outcome.stored > 0)?.record.spans[0]?.traceId ?? '';
  return [{ ...outcomesKey(projectId, hour, processId), value, ttl: countsTtl(hour), measures }];
}

export interface QueryablePack {
  projectId: string;
  traceId: string;
  packId: string;
  receivedAt: number;
  spanCount: number;
  newSpanCount?: number;
  isReplay?: boolean;
}

/**
 * Adds to what a pack is counted as that its spans are queryable: under the marker of its first unit, so that it is counted
 * exactly when lists, charts and sums have it.
 */
export function countAsQueryable(units: readonly RollupUnit[], pack: QueryablePack): RollupUnit[] {
  const { projectId, traceId, packId, receivedAt } = pack;
  const spanCount = pack.isReplay ? (pack.newSpanCount ?? 0) : pack.spanCount;
  if (spanCount === 0) return [...units];
  const hour = hourOf(receivedAt);
  const key = outcomesKey(projectId, hour, 'queryable');
  const update: RollupUpdate = {
    ...key,
    value: 'queryable',
    ttl: countsTtl(hour),
    measures: { queryable: spanCount },
  };
  const [first, ...rest] = units;
  if (first === undefined) return [{ marker: markerKey(projectId, traceId, packId, 0), updates: [update] }];
  return [{ ...first, updates: [...first.updates, update] }, ...rest];
}
